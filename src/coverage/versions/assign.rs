//! The best one-to-one assignment of old requirements to new ones.

/// For every row the column that it is assigned to, so that the sum of the values is the largest possible; pairs below `least`
/// are not assigned.
///
/// Rows and columns between which no pair reaches `least` have nothing to do with each other: each group that hangs together is
/// solved by itself. Two versions of one PKP fall into many small groups.
pub(super) fn assign(
    rows: usize,
    columns: usize,
    least: f32,
    value: impl Fn(usize, usize) -> f32,
) -> Vec<Option<usize>> {
    let mut assigned = vec![None; rows];
    for (own_rows, own_columns) in groups(rows, columns, |r, c| value(r, c) >= least) {
        let at = |r: usize, c: usize| match (own_rows.get(r), own_columns.get(c)) {
            (Some(&r), Some(&c)) => value(r, c),
            _ => 0.0,
        };
        let found = assign_group(own_rows.len(), own_columns.len(), least, at);
        for (row, column) in own_rows.iter().zip(found) {
            let column = column.and_then(|c| own_columns.get(c).copied());
            if let Some(place) = assigned.get_mut(*row) {
                *place = column;
            }
        }
    }
    assigned
}

/// Rows and columns that hang together by pairs, each group in order.
fn groups(
    rows: usize,
    columns: usize,
    pair: impl Fn(usize, usize) -> bool,
) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut found = Vec::new();
    let (mut free_rows, mut free_columns): (Vec<usize>, Vec<usize>) =
        ((0..rows).collect(), (0..columns).collect());
    while let Some(first) = free_rows.pop() {
        let (mut own_rows, mut own_columns) = (vec![first], Vec::new());
        let mut open = vec![first];
        while let Some(row) = open.pop() {
            let (new, rest): (Vec<usize>, Vec<usize>) =
                free_columns.iter().partition(|c| pair(row, **c));
            free_columns = rest;
            for &column in &new {
                let (more, rest): (Vec<usize>, Vec<usize>) =
                    free_rows.iter().partition(|r| pair(**r, column));
                free_rows = rest;
                own_rows.extend(&more);
                open.extend(more);
            }
            own_columns.extend(new);
        }
        own_rows.sort_unstable();
        own_columns.sort_unstable();
        found.push((own_rows, own_columns));
    }
    found
}

/// One group. (The Hungarian method with potentials, Kuhn and Munkres; cubic in the larger side.)
fn assign_group(
    rows: usize,
    columns: usize,
    least: f32,
    value: impl Fn(usize, usize) -> f32,
) -> Vec<Option<usize>> {
    // Padded to a square; a pair below the limit is worth no more than staying alone.
    let size = rows.max(columns);
    let cost = |row: usize, column: usize| {
        let inside = row < rows && column < columns;
        let value = if inside { value(row, column) } else { 0.0 };
        if value >= least {
            1.0 - f64::from(value)
        } else {
            1.0
        }
    };
    let mut row_of = vec![0usize; size + 1];
    let (mut u, mut v) = (vec![0.0; size + 1], vec![0.0; size + 1]);
    for row in 1..=size {
        augment(row, size, &cost, &mut row_of, &mut u, &mut v);
    }
    let mut assigned = vec![None; rows];
    for (column, &row) in row_of.iter().enumerate().skip(1) {
        let Some((row, column)) = row.checked_sub(1).zip(column.checked_sub(1)) else {
            continue;
        };
        if column < columns
            && let Some(place) = assigned.get_mut(row)
            && value(row, column) >= least
        {
            *place = Some(column);
        }
    }
    assigned
}

/// Takes one more row in along the cheapest alternating path. Rows and columns count from 1; column 0 holds the new row.
#[expect(
    clippy::indexing_slicing,
    reason = "every index is at most `size`, and every slice holds size + 1"
)]
fn augment(
    row: usize,
    size: usize,
    cost: &impl Fn(usize, usize) -> f64,
    row_of: &mut [usize],
    u: &mut [f64],
    v: &mut [f64],
) {
    row_of[0] = row;
    let mut at = 0;
    let mut least = vec![f64::INFINITY; size + 1];
    let mut from = vec![0usize; size + 1];
    let mut used = vec![false; size + 1];
    while row_of[at] != 0 {
        used[at] = true;
        let current = row_of[at];
        let (mut delta, mut next) = (f64::INFINITY, 0);
        for column in 1..=size {
            if used[column] {
                continue;
            }
            let reduced = cost(current - 1, column - 1) - u[current] - v[column];
            if reduced < least[column] {
                least[column] = reduced;
                from[column] = at;
            }
            if least[column] < delta {
                delta = least[column];
                next = column;
            }
        }
        for column in 0..=size {
            if used[column] {
                u[row_of[column]] += delta;
                v[column] -= delta;
            } else {
                least[column] -= delta;
            }
        }
        at = next;
    }
    while at != 0 {
        let before = from[at];
        row_of[at] = row_of[before];
        at = before;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn on(table: &[Vec<f32>], least: f32) -> Vec<Option<usize>> {
        let columns = table.first().map_or(0, Vec::len);
        assign(table.len(), columns, least, |r, c| table[r][c])
    }

    #[test]
    fn the_whole_counts_not_the_single_best() {
        let table = vec![vec![0.9, 0.8], vec![0.8, 0.1]];
        assert_eq!(on(&table, 0.4), [Some(1), Some(0)]);
    }

    #[test]
    fn what_is_not_alike_stays_alone() {
        assert_eq!(on(&[vec![0.1, 0.2], vec![0.9, 0.3]], 0.4), [None, Some(0)]);
        assert_eq!(on(&[], 0.4), []);
        assert_eq!(
            on(&[vec![0.5], vec![0.6], vec![0.7]], 0.4),
            [None, None, Some(0)]
        );
    }

    proptest! {
        #[test]
        fn no_other_assignment_is_worth_more(
            values in prop::collection::vec(prop::collection::vec(0u8..=10, 4), 1..5)
        ) {
            let table: Vec<Vec<f32>> =
                values.iter().map(|row| row.iter().map(|v| f32::from(*v) / 10.0).collect()).collect();
            let got = on(&table, 0.3);
            let worth: f32 = got.iter().enumerate().filter_map(|(r, c)| Some(table[r][(*c)?])).sum();
            fn best(table: &[Vec<f32>], row: usize, used: u8) -> f32 {
                if row == table.len() {
                    return 0.0;
                }
                let mut top = best(table, row + 1, used);
                for column in 0..4 {
                    if used >> column & 1 == 0 && table[row][column] >= 0.3 {
                        top = top.max(table[row][column] + best(table, row + 1, used | 1 << column));
                    }
                }
                top
            }
            prop_assert!((worth - best(&table, 0, 0)).abs() < 1e-4);
            let mut columns: Vec<_> = got.iter().flatten().collect();
            let all = columns.len();
            columns.sort();
            columns.dedup();
            prop_assert_eq!(columns.len(), all);
        }
    }
}
