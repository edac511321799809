use super::*;
use crate::coverage::testing::Tiny;

#[test]
fn what_is_not_judged_would_have_no_value() {
    let mut tiny = Tiny::welder();
    let asked = [
        "Sametināt tērauda loksnes ar pusautomātu",
        "Metināšanas gāzu īpašības un plūsma",
        "Nokrāsot sienu",
    ];
    for (at, label) in asked.iter().enumerate() {
        tiny.skill(&format!("q/1/{at}"), label);
    }
    let taught = [
        "Sametināt tērauda loksnes",
        "Apkopt pusautomātu un iestatīt gāzes plūsmu",
        "Krāsot",
        "Tērauda īpašības",
    ];
    for (at, label) in taught.iter().enumerate() {
        let module = format!("p/m{}", at / 2);
        if at % 2 == 0 {
            tiny.module(&module, "Darbi");
        }
        tiny.outcome(&format!("{module}/{at}"), label);
    }
    let c = tiny.build();
    let rows: Vec<RowSpec> = c
        .of_kind(Kind::Requirement)
        .map(|(n, _)| RowSpec::new(&c, n))
        .collect();
    let modules = c.of_kind(Kind::Module).map(|(n, _)| n);
    let columns: Vec<ColumnSpec> = modules
        .map(|m| ColumnSpec {
            item: m,
            leaves: c.outcomes(m),
        })
        .collect();
    let undecided = Decisions::default();
    let least = least(&c.config, MatrixKind::Programme);
    let all = fill(&c, &rows, &columns, &undecided);
    let few = fill_from(&c, &rows, &columns, &undecided, least);
    let valued = |filled: Vec<Vec<(usize, Judged)>>| -> Vec<Vec<(usize, Judged)>> {
        let has = |(_, j): &(usize, Judged)| j.value != CoverageValue::None;
        filled
            .into_iter()
            .map(|row| row.into_iter().filter(has).collect())
            .collect()
    };
    assert!(few.iter().flatten().count() < all.iter().flatten().count());
    let (all, few) = (valued(all), valued(few));
    assert!(all.iter().flatten().count() >= 2);
    assert_eq!(few, all);
}
