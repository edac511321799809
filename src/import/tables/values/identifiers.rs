//! ISBN and links.

/// The digits of an ISBN when its check digit is right.
pub fn isbn(text: &str) -> Option<String> {
    let digits: String = text
        .trim()
        .trim_start_matches(|c: char| c.is_alphabetic() && c != 'X' || matches!(c, ':' | ' '))
        .chars()
        .filter(|c| !matches!(c, '-' | ' ' | '–' | '‑'))
        .collect();
    let value = |c: char| match c {
        'X' | 'x' => Some(10),
        c => c.to_digit(10),
    };
    let values: Option<Vec<u32>> = digits.chars().map(value).collect();
    let values = values?;
    let right = match values.len() {
        13 => {
            let sum: u32 = values
                .iter()
                .zip([1, 3].into_iter().cycle())
                .map(|(v, w)| v * w)
                .sum();
            sum.is_multiple_of(10) && !values.contains(&10)
        }
        10 => {
            let sum: u32 = values.iter().zip((1..=10).rev()).map(|(v, w)| v * w).sum();
            sum.is_multiple_of(11) && values.iter().take(9).all(|v| *v < 10)
        }
        _ => false,
    };
    right.then(|| digits.to_uppercase())
}

/// Whether a text is a link that a browser opens: `http` or `https`, a host with a point, no white space.
pub fn is_link(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let Some(rest) = rest else { return false };
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let labelled = host.split('.').count() > 1 && host.split('.').all(|l| !l.is_empty());
    labelled
        && !text
            .chars()
            .any(|c| c.is_whitespace() || matches!(c, '<' | '>' | '"'))
}
