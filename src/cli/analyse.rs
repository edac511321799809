//! `prasme analyse`: what the analysis makes of words.

use std::io::{self, BufRead, Write};
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::args::ConfigArgs;
use super::out;
use crate::text::latvian::{Keys, Latvian};
use crate::text::{Analyser, Lang, Layer};
use crate::workspace::Config;

/// Show how text is analysed, or write the keys of words.
#[derive(Debug, Args)]
pub(super) struct Analyse {
    /// Read words from standard input, one a line, and write `word<TAB>key[<TAB>key…]`: the stem keys that the index
    /// stores and a query asks for.
    #[arg(long, conflicts_with = "text")]
    keys: bool,
    /// With `--keys`: measure words a second on one core instead of writing the keys.
    #[arg(long, requires = "keys")]
    speed: bool,
    /// A compiled dictionary (`prasme lexicon build`).
    #[arg(long, value_name = "FILE")]
    lexicon: Option<PathBuf>,
    /// Language of the text.
    #[arg(long, value_enum, default_value_t)]
    lang: TextLang,
    #[command(flatten)]
    config: ConfigArgs,
    /// The text to show, every layer of every word.
    text: Vec<String>,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum TextLang {
    /// Latvian.
    #[default]
    Lv,
    /// English.
    En,
}

impl Analyse {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let folder = self.config.index_config.as_deref();
        let config = Config::load_with(folder, self.lexicon.as_deref())?;
        if self.speed {
            return speed(&config.latvian()?);
        }
        if self.keys {
            return keys(&config.latvian()?);
        }
        if self.text.is_empty() {
            anyhow::bail!("give a text to analyse, or --keys to read words from standard input");
        }
        let lang = match self.lang {
            TextLang::Lv => Lang::Lv,
            TextLang::En => Lang::En,
        };
        show(config.analyser(), &self.text.join(" "), lang)
    }
}

fn keys(latvian: &Latvian) -> anyhow::Result<()> {
    let mut stdin = io::stdin().lock();
    let mut stdout = out::stdout();
    let mut line = Vec::new();
    let mut keys = Keys::new();
    let mut number = 0u64;
    loop {
        line.clear();
        if stdin.read_until(b'\n', &mut line)? == 0 {
            return Ok(stdout.flush()?);
        }
        number += 1;
        let word = std::str::from_utf8(&line)
            .with_context(|| format!("standard input, line {number}: not UTF-8"))?
            .trim_end_matches(['\n', '\r']);
        if word.is_empty() {
            continue;
        }
        stdout.write_all(word.as_bytes())?;
        // Words come as people write them; keys are of lower-case words.
        if word.chars().any(char::is_uppercase) {
            latvian.stems(&word.to_lowercase(), &mut keys);
        } else {
            latvian.stems(word, &mut keys);
        }
        for key in keys.iter() {
            stdout.write_all(b"\t")?;
            stdout.write_all(key.as_bytes())?;
        }
        stdout.write_all(b"\n")?;
    }
}

/// Rounds over all words; the median round is what is reported.
const ROUNDS: usize = 15;

fn speed(latvian: &Latvian) -> anyhow::Result<()> {
    let words: Vec<String> = io::stdin().lock().lines().collect::<Result<_, _>>()?;
    anyhow::ensure!(!words.is_empty(), "standard input holds no words");
    let mut keys = Keys::new();
    let mut rates = Vec::with_capacity(ROUNDS);
    let mut made = 0;
    for _ in 0..ROUNDS {
        let start = std::time::Instant::now();
        for word in &words {
            latvian.stems(std::hint::black_box(word), &mut keys);
            made += keys.len();
        }
        rates.push(words.len() as f64 / start.elapsed().as_secs_f64());
    }
    rates.sort_by(f64::total_cmp);
    let mut stdout = out::stdout();
    writeln!(
        stdout,
        "{} words, {:.2} keys a word; {:.2} million words a second (median of {ROUNDS} rounds, best {:.2})",
        words.len(),
        made as f64 / (ROUNDS * words.len()) as f64,
        rates[ROUNDS / 2] / 1e6,
        rates[ROUNDS - 1] / 1e6,
    )?;
    Ok(stdout.flush()?)
}

fn show(analyser: &Analyser, text: &str, lang: Lang) -> anyhow::Result<()> {
    let mut stdout = out::stdout();
    writeln!(
        stdout,
        "word\tbytes\tsurface\tfolded\tstem\tbridge\troot\tcode"
    )?;
    for token in analyser.analyse(text, lang) {
        let all = |layer| token.keys(layer).collect::<Vec<_>>().join(" ");
        writeln!(
            stdout,
            "{}\t{}–{}\t{}\t{}\t{}\t{}\t{}\t{}",
            text.get(token.range.clone()).unwrap_or_default(),
            token.range.start,
            token.range.end,
            all(Layer::Surface),
            all(Layer::Folded),
            all(Layer::Stem),
            token.bridges().collect::<Vec<_>>().join(" "),
            all(Layer::Root),
            token.code.as_ref().map_or("", |c| c.text.as_str()),
        )?;
    }
    Ok(stdout.flush()?)
}
