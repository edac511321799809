//! Documents as HTML: a fragment for a page of the service, and a page of its own for printing.

use std::fmt::Write;

use super::{Align, Block, Document, HeadingLevel, ListMarks, Orientation, Run, Weight, locale};
use crate::export::escape::escape;
use crate::export::table::write_html;
use crate::model::Lang;

/// What the document says, as a fragment: headings from `h1` on, no styles.
pub fn html_body(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        write_block(block, &mut out);
    }
    out
}

/// The document as a page that prints as it should: A4, header and footer, page numbers where the browser knows them.
pub fn html_page(document: &Document) -> String {
    let title = escape(&document.title);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n",
        document.language.tag()
    );
    out.push_str(&page_rule(document));
    out.push_str(STYLE);
    out.push_str("</style>\n</head>\n<body>\n");
    if !document.header.is_empty() {
        let _ = writeln!(out, "<p class=\"running\">{}</p>", escape(&document.header));
    }
    let _ = writeln!(out, "<main lang=\"{}\">", locale(document.language));
    out.push_str(&html_body(document));
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

const STYLE: &str = "\
body{font:11pt/1.4 'Noto Serif','Times New Roman',serif;max-width:48rem;margin:1rem auto;padding:0 1rem;color:#000;background:#fff}
h1{font-size:15pt;text-align:center;margin:1em 0}h2{font-size:13pt}h3{font-size:11.5pt}h1,h2,h3{break-after:avoid}
table{border-collapse:collapse;width:100%;font-size:9.5pt;margin:.5em 0}th,td{border:1px solid #555;padding:.2em .4em;text-align:left;vertical-align:top}
thead{display:table-header-group}thead th{background:#e3e8ef}tbody th{font-weight:normal}tr{break-inside:avoid}.num{text-align:right}
.tone-good{background:#c9dff3}.tone-partial{background:#fff1b8}.tone-weak{background:#fce0c4}.tone-bad{background:#f2b5a7;font-weight:bold}.tone-neutral{background:#ececec}
.caption{font-weight:bold;margin:.8em 0 .2em;break-after:avoid}.table-note,.running{font-size:9pt;color:#333}.centre{text-align:center}.right{text-align:right}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.15em 1em}dl.facts dt{font-weight:bold}dl.facts dd{margin:0}
.signature{display:grid;grid-template-columns:1fr 14rem 1fr;gap:1em;margin-top:2.2em;break-inside:avoid}.signature .line{border-bottom:1px solid #000}
.page-break{break-after:page}
@media screen and (max-width:40rem){body{padding:0 .5rem}table{font-size:8pt}th,td{padding:.15em .2em}td:not([class]){overflow-wrap:anywhere}.signature{grid-template-columns:1fr 6rem 1fr;gap:.5em}}
@media print{body{max-width:none;margin:0;padding:0}.running{display:none}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
";

/// Size of the paper and what stands in its margins.
fn page_rule(document: &Document) -> String {
    let side = match document.orientation {
        Orientation::Portrait => "portrait",
        Orientation::Landscape => "landscape",
    };
    let page = match document.language {
        Lang::Lv => "counter(page) \". lapa no \" counter(pages)",
        Lang::En | Lang::Und => "\"Page \" counter(page) \" of \" counter(pages)",
    };
    format!(
        "@page{{size:A4 {side};margin:18mm 16mm;@top-left{{content:{};font-size:9pt}}@bottom-left{{content:{};font-size:9pt}}@bottom-right{{content:{page};font-size:9pt}}}}\n",
        css_string(&document.header),
        css_string(&document.footer)
    )
}

/// A text as a string of CSS inside a style element: everything but letters, digits and spaces by its number.
fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if c.is_alphanumeric() || matches!(c, ' ' | '.' | ',' | ':' | '-' | '(' | ')') {
            out.push(c);
        } else {
            let _ = write!(out, "\\{:x} ", u32::from(c));
        }
    }
    out.push('"');
    out
}

fn write_block(block: &Block, out: &mut String) {
    let _ = match block {
        Block::Heading { level, text } => {
            let tag = match level {
                HeadingLevel::Title => "h1",
                HeadingLevel::Part => "h2",
                HeadingLevel::Section => "h3",
            };
            writeln!(out, "<{tag}>{}</{tag}>", lines(text))
        }
        Block::Paragraph(paragraph) => {
            let class = match paragraph.align {
                Align::Left => "",
                Align::Centre => " class=\"centre\"",
                Align::Right => " class=\"right\"",
            };
            writeln!(out, "<p{class}>{}</p>", runs(&paragraph.runs))
        }
        Block::List { marks, items } => {
            let tag = match marks {
                ListMarks::Dashes => "ul",
                ListMarks::Numbers => "ol",
            };
            let items: String = items
                .iter()
                .map(|i| format!("<li>{}</li>\n", runs(i)))
                .collect();
            writeln!(out, "<{tag}>\n{items}</{tag}>")
        }
        Block::Facts(facts) => {
            let pairs = facts.iter().map(|(name, value)| {
                format!("<dt>{}</dt><dd>{}</dd>\n", escape(name), lines(value))
            });
            writeln!(
                out,
                "<dl class=\"facts\">\n{}</dl>",
                pairs.collect::<String>()
            )
        }
        Block::Table(table) => {
            if !table.title.is_empty() {
                let _ = writeln!(out, "<p class=\"caption\">{}</p>", escape(&table.title));
            }
            write_html(table, out);
            Ok(())
        }
        Block::Signatures(signatures) => {
            for signature in signatures {
                let _ = writeln!(
                    out,
                    "<div class=\"signature\"><span>{}</span><span class=\"line\"></span><span>{}</span></div>",
                    escape(&signature.role),
                    escape(&signature.name)
                );
            }
            Ok(())
        }
        Block::PageBreak => writeln!(out, "<div class=\"page-break\"></div>"),
    };
}

fn lines(text: &str) -> String {
    escape(text).replace('\n', "<br>")
}

fn runs(runs: &[Run]) -> String {
    let written = runs.iter().map(|run| match run.weight {
        Weight::Plain => lines(&run.text),
        Weight::Strong => format!("<strong>{}</strong>", lines(&run.text)),
        Weight::Quoted => format!("<em>{}</em>", lines(&run.text)),
    });
    written.collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn the_page_says_its_language_paper_and_every_block() {
        let html = html_page(&sample());
        for part in [
            "<html lang=\"lv\">",
            "size:A4 portrait",
            "counter(page) \". lapa no \"",
            "<h1>Salīdzinājuma tabula</h1>",
            "<dd>Anna Bērziņa &amp; &lt;dēli&gt;</dd>",
            "<strong>nolēma</strong>",
            "<em>“strādājusi galdniecībā”</em>",
            "<ol>\n<li>pirmais</li>",
            "<td class=\"tone-bad\">nav</td>",
            "page-break",
            "<span>Ilze Ozola</span>",
        ] {
            assert!(html.contains(part), "{part}");
        }
    }

    #[test]
    fn a_footer_cannot_leave_its_style() {
        let mut document = sample();
        document.footer = "</style><script>\"\\".into();
        let html = html_page(&document);
        assert!(!html.contains("<script>"));
        assert_eq!(html.matches("</style>").count(), 1);
    }

    #[test]
    fn a_wide_document_lies_on_its_side() {
        let mut document = sample();
        document.orientation = Orientation::Landscape;
        assert!(html_page(&document).contains("A4 landscape"));
    }
}
