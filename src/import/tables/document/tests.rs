//! DOCX, tried with small documents of hand-written XML.

use std::io::Write;

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::import::tables::Merge;

fn docx(body: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .start_file(BODY, SimpleFileOptions::default())
        .unwrap();
    let xml = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    writer.write_all(xml.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

fn read(body: &str) -> Document {
    read_document(&docx(body), "a.docx", &Limits::default()).unwrap()
}

fn table(document: &Document) -> &Grid {
    let found = document.blocks.iter().find_map(|b| match b {
        Block::Table(grid) => Some(grid),
        Block::Paragraph(_) => None,
    });
    found.unwrap()
}

#[test]
fn paragraphs_and_tables_come_in_reading_order() {
    let body = format!(
        "{}<w:tbl><w:tr>{}</w:tr></w:tbl>{}",
        p("Pirms"),
        tc("", "šūna"),
        p("Pēc &amp; vēl")
    );
    let document = read(&body);
    assert_eq!(document.blocks.len(), 3);
    assert_eq!(table(&document).rows[0].cells[0].text, "šūna");
    let Block::Paragraph(last) = &document.blocks[2] else {
        panic!("a paragraph was last")
    };
    assert_eq!((last.text.as_str(), last.number), ("Pēc & vēl", 2));
}

#[test]
fn merged_cells_are_filled_in_both_directions() {
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        tc("<w:vMerge w:val=\"restart\"/>", "A"),
        tc("<w:gridSpan w:val=\"2\"/>", "B"),
        tc("<w:vMerge/>", ""),
        tc("", "C"),
        tc("", "D"),
    );
    let document = read(&body);
    let rows = &table(&document).rows;
    assert_eq!(rows[0].cells[2].merge, Merge::Covered(1, 2));
    assert_eq!(rows[1].cells[0].text, "A");
    assert_eq!(rows[1].cells[0].merge, Merge::Covered(1, 1));
    assert_eq!(rows[1].filled().count(), 2);
}

#[test]
fn deleted_text_is_gone_and_a_break_is_a_line() {
    let document = read(
        "<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r><w:del><w:r><w:delText>x</w:delText><w:t>y</w:t></w:r></w:del><w:ins><w:r><w:t>c</w:t></w:r></w:ins></w:p>",
    );
    let Block::Paragraph(paragraph) = &document.blocks[0] else {
        panic!("a paragraph")
    };
    assert_eq!(paragraph.text, "a\nbc");
}

#[test]
fn a_table_inside_a_cell_becomes_its_lines() {
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", tc("", "x"), tc("", "y"));
    let body = format!(
        "<w:tbl><w:tr><w:tc>{}{inner}</w:tc></w:tr></w:tbl>",
        p("pirms")
    );
    let document = read(&body);
    assert_eq!(table(&document).rows[0].cells[0].text, "pirms\nx\ny");
}

#[test]
fn an_automatic_number_is_known_though_it_is_no_text() {
    let document = read(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/></w:numPr></w:pPr><w:r><w:t>Darbs</w:t></w:r></w:p>",
    );
    assert!(matches!(&document.blocks[0], Block::Paragraph(p) if p.listed));
}

#[test]
fn absurd_spans_and_dtds_are_refused() {
    let body = format!(
        "<w:tbl><w:tr>{}</w:tr></w:tbl>",
        tc("<w:gridSpan w:val=\"4000000\"/>", "A")
    );
    let error = read_document(&docx(&body), "a.docx", &Limits::default()).unwrap_err();
    assert_eq!(error.code(), "limit-exceeded");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .start_file(BODY, SimpleFileOptions::default())
        .unwrap();
    writer.write_all(b"<!DOCTYPE a><a/>").unwrap();
    let bytes = writer.finish().unwrap().into_inner();
    let error = read_document(&bytes, "a.docx", &Limits::default()).unwrap_err();
    assert_eq!(error.code(), "forbidden-xml");
}

#[test]
fn a_zip_without_a_document_is_no_docx() {
    let writer = ZipWriter::new(Cursor::new(Vec::new()));
    let bytes = writer.finish().unwrap().into_inner();
    assert_eq!(
        read_document(&bytes, "a.docx", &Limits::default())
            .unwrap_err()
            .code(),
        "bad-syntax"
    );
}

proptest! {
    #[test]
    fn no_nesting_of_tags_panics(
        tags in prop::collection::vec(("(p|r|t|tbl|tr|tc|del|vMerge|br|numPr)", any::<bool>()), 0..40)
    ) {
        let mut body = String::new();
        let mut open = Vec::new();
        for (tag, closes) in tags {
            if closes {
                if let Some(name) = open.pop() {
                    body.push_str(&format!("x</w:{name}>"));
                }
            } else {
                body.push_str(&format!("<w:{tag}>"));
                open.push(tag);
            }
        }
        while let Some(name) = open.pop() {
            body.push_str(&format!("</w:{name}>"));
        }
        read_document(&docx(&body), "a.docx", &Limits::default()).unwrap();
    }
}
