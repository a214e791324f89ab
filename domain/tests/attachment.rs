//! Which files are taken, whatever they are called, and under which names they are kept.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use domain::attachment::{
    ATTACHMENT_BYTES_MAX, ATTACHMENTS_MAX, Attachment, AttachmentError, AttachmentKind, Attachments, FileName,
};
use proptest::prelude::*;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";

/// A zip file with these names in its heads and these in its list.
fn zip_of(heads: &[&str], list: &[&str], flags: u16) -> Vec<u8> {
    let mut file = Vec::new();
    let mut central = Vec::new();
    for (head, listed) in heads.iter().zip(list) {
        let offset = u32::try_from(file.len()).expect("small");
        file.extend(b"PK\x03\x04\x14\0");
        file.extend(flags.to_le_bytes());
        file.extend([0; 18]);
        file.extend(u16::try_from(head.len()).expect("short").to_le_bytes());
        file.extend([0; 2]);
        file.extend(head.as_bytes());
        central.extend(b"PK\x01\x02\x14\0\x14\0");
        central.extend(flags.to_le_bytes());
        central.extend([0; 18]);
        central.extend(u16::try_from(listed.len()).expect("short").to_le_bytes());
        central.extend([0; 12]);
        central.extend(offset.to_le_bytes());
        central.extend(listed.as_bytes());
    }
    let (start, count) = (u32::try_from(file.len()).expect("small"), u16::try_from(list.len()).expect("few"));
    let length = u32::try_from(central.len()).expect("small");
    file.extend(central);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend(count.to_le_bytes());
    file.extend(count.to_le_bytes());
    file.extend(length.to_le_bytes());
    file.extend(start.to_le_bytes());
    file.extend([0; 2]);
    file
}

fn zip(names: &[&str]) -> Vec<u8> {
    zip_of(names, names, 0)
}

const DOCX: [&str; 3] = ["[Content_Types].xml", "_rels/.rels", "word/document.xml"];

#[test]
fn a_file_is_what_its_bytes_say() {
    for (content, kind) in [
        (b"%PDF-1.7\n%\xE2\xE3".to_vec(), AttachmentKind::Pdf),
        (PNG.to_vec(), AttachmentKind::Png),
        (b"\xFF\xD8\xFF\xE0\0\x10JFIF".to_vec(), AttachmentKind::Jpeg),
        (b"RIFF\x10\0\0\0WEBPVP8 ".to_vec(), AttachmentKind::Webp),
        (b"GIF89a\x01\0\x01\0".to_vec(), AttachmentKind::Gif),
        ("設定の画面\r\n1行目\tOK".as_bytes().to_vec(), AttachmentKind::Text),
        ("\u{FEFF}a < b".as_bytes().to_vec(), AttachmentKind::Text),
        (zip(&DOCX), AttachmentKind::Docx),
        (zip(&["[Content_Types].xml", "xl/workbook.xml"]), AttachmentKind::Xlsx),
        (zip(&["[Content_Types].xml", "ppt/presentation.xml"]), AttachmentKind::Pptx),
        (zip(&["[Content_Types].xml", "word/document.xml", "word/embeddings/xl/a.xlsx"]), AttachmentKind::Docx),
    ] {
        assert_eq!(AttachmentKind::of(&content), Some(kind), "{kind:?}");
        let taken = Attachment::accept("evidence.txt", content.clone()).expect("it is taken");
        assert_eq!((taken.kind(), taken.content()), (kind, content.as_slice()));
        assert_eq!(taken.name().as_str(), format!("evidence.{}", kind.extension()));
        assert_eq!(AttachmentKind::from_slug(kind.slug()), Some(kind));
    }
}

#[test]
fn pages_programs_and_other_archives_are_refused_whatever_they_are_called() {
    let locked = zip_of(&DOCX, &DOCX, 1);
    let two_faced = zip_of(&["[Content_Types].xml", "evil/run.exe"], &["[Content_Types].xml", "word/document.xml"], 0);
    let mut hidden_behind = b"MZ\x90\0 a program in front".to_vec();
    hidden_behind.extend(zip(&DOCX));
    let mut cut_off = zip(&DOCX);
    cut_off.truncate(cut_off.len() - 4);
    for (what, content) in [
        ("a page", b"<!DOCTYPE html><script>alert(1)</script>".to_vec()),
        ("a page after white space", b"\xEF\xBB\xBF\n\t <html>".to_vec()),
        ("a drawing with scripts", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec()),
        ("XML", b"<?xml version='1.0'?><svg/>".to_vec()),
        ("PHP", b"<?php system('id');".to_vec()),
        ("a shell script", b"#!/bin/sh\nrm -rf /\n".to_vec()),
        ("rich text", b"{\\rtf1\\ansi}".to_vec()),
        ("a Windows program", b"MZ\x90\0\x03\0\0\0".to_vec()),
        ("a Linux program", b"\x7FELF\x02\x01\x01".to_vec()),
        ("text in another encoding", b"\x83e\x83\x8C\x83\x8F\x81[\x83N".to_vec()),
        ("text with escapes for terminals", b"\x1b]0;title\x07".to_vec()),
        ("only white space", b" \n\t".to_vec()),
        ("an archive", zip(&["readme.txt"])),
        ("a Java program", zip(&["META-INF/MANIFEST.MF", "Main.class"])),
        ("a document without its list of types", zip(&["word/document.xml"])),
        ("macros", zip(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"])),
        ("macros in capitals", zip(&["[Content_Types].xml", "xl/workbook.xml", "XL/VBAPROJECT.BIN"])),
        ("old macros", zip(&["[Content_Types].xml", "xl/workbook.xml", "xl/macrosheets/sheet1.xml"])),
        ("two documents", zip(&["[Content_Types].xml", "word/document.xml", "xl/workbook.xml"])),
        ("a way out of its folder", zip(&["[Content_Types].xml", "word/document.xml", "word/../../evil"])),
        ("a locked document", locked),
        ("a list that says other names than the heads", two_faced),
        ("a document behind a program", hidden_behind),
        ("a broken document", cut_off),
        ("the beginning of a zip", b"PK\x03\x04".to_vec()),
    ] {
        assert_eq!(AttachmentKind::of(&content), None, "{what}");
        for name in ["plan.pdf", "photo.png", "notes.txt", "report.docx"] {
            let refused = Attachment::accept(name, content.clone());
            assert_eq!(refused.err(), Some(AttachmentError::KindNotAllowed), "{what} called {name}");
        }
    }
}

#[test]
fn text_whose_name_says_that_it_is_a_program_is_refused() {
    for name in ["run.js", "run.vbs", "run.bat", "page.HTML", "picture.svg", "run.ps1", "data.xml"] {
        let refused = Attachment::accept(name, b"alert(1)".to_vec());
        assert_eq!(refused.err(), Some(AttachmentError::KindNotAllowed), "{name}");
    }
    for (name, kept) in [("値.csv", "値.txt"), ("README", "README.txt"), ("log.2026-11-02", "log.2026-11-02.txt")] {
        let taken = Attachment::accept(name, b"a,b".to_vec()).expect("it is taken");
        assert_eq!(taken.name().as_str(), kept);
    }
}

#[test]
fn names_are_safe_and_japanese_stays_japanese() {
    for (claimed, kept) in [
        ("見積書（最終）.pdf", "見積書（最終）.pdf"),
        ("か\u{3099}ぞう.pdf", "がぞう.pdf"),
        ("葛飾 髙島.pdf", "葛飾 髙島.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\taro\\plan.pdf", "plan.pdf"),
        ("plan.pdf.exe", "plan.pdf"),
        ("plan.PDF.pdf", "plan.pdf"),
        ("report.v2.pdf", "report.v2.pdf"),
        ("gpj.\u{202E}exe.pdf", "gpj.exe.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("...", "file.pdf"),
        ("", "file.pdf"),
        (" \u{3000} ", "file.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("com1.tar.pdf", "_com1.tar.pdf"),
        ("LPT¹.pdf", "_LPT¹.pdf"),
        ("communication.pdf", "communication.pdf"),
        ("a\r\nContent-Type: text/html\r\n\r\n<b>.pdf", "html __b_.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ("trailing. . .pdf", "trailing.pdf"),
        ("a  \t b.pdf", "a b.pdf"),
    ] {
        let safe = FileName::made_safe(claimed, AttachmentKind::Pdf);
        if claimed.contains("Content-Type") {
            assert!(!safe.as_str().contains(['\r', '\n', '/', '<', '>', ':']), "{safe}");
        } else {
            assert_eq!(safe.as_str(), kept, "{claimed:?}");
        }
    }
    let long = FileName::made_safe(&"長".repeat(300), AttachmentKind::Docx);
    assert!(long.as_str().len() <= 240 && long.as_str().ends_with("長.docx"));
    let ascii = FileName::made_safe(&"a".repeat(300), AttachmentKind::Pdf);
    assert_eq!(ascii.as_str().chars().count(), FileName::MAX_CHARS);
}

#[test]
fn a_name_in_a_header_is_saved_and_never_shown() {
    let name = FileName::made_safe("見積 \"1\".pdf", AttachmentKind::Pdf);
    assert_eq!(
        name.content_disposition(),
        "attachment; filename=\"file.pdf\"; filename*=UTF-8''%E8%A6%8B%E7%A9%8D%20_1_.pdf"
    );
}

#[test]
fn three_files_of_five_megabytes_are_taken_and_not_one_more() {
    let text = |length: usize| ("notes.txt".to_owned(), vec![b'a'; length]);
    let three = Attachments::accept(vec![text(ATTACHMENT_BYTES_MAX); 3]).expect("they are taken");
    assert_eq!((three.as_slice().len(), three.bytes()), (3, 3 * ATTACHMENT_BYTES_MAX as u64));

    let files = vec![
        text(ATTACHMENT_BYTES_MAX + 1),
        ("empty.txt".to_owned(), Vec::new()),
        (String::new(), Vec::new()),
        ("C:\\tmp\\run\u{202E}.exe".to_owned(), b"MZ\0".to_vec()),
        text(1),
    ];
    let problems = Attachments::accept(files).expect_err("they are refused");
    let told: Vec<_> = problems.iter().map(|problem| (problem.name.as_str(), problem.error)).collect();
    assert_eq!(
        told,
        [
            ("notes.txt", AttachmentError::TooLarge { max: ATTACHMENT_BYTES_MAX }),
            ("empty.txt", AttachmentError::Empty),
            ("run.exe", AttachmentError::KindNotAllowed),
            ("", AttachmentError::TooMany { max: ATTACHMENTS_MAX }),
        ]
    );
    let none = Attachments::accept([(String::new(), Vec::new())]).expect("no file was chosen");
    assert_eq!(none, Attachments::NONE);
}

#[test]
fn what_somebody_sent_does_not_stand_in_a_log() {
    let taken = Attachment::accept("canary.txt", b"canary".to_vec()).expect("it is taken");
    assert!(!format!("{taken:?}").contains("canary"));
}

proptest! {
    #[test]
    fn every_name_becomes_safe_and_a_safe_name_stays(claimed in any::<String>(), kind in 0_usize..9) {
        let kind = AttachmentKind::ALL[kind];
        let safe = FileName::made_safe(&claimed, kind);
        let name = safe.as_str();
        prop_assert_eq!(FileName::stored(name, kind), Some(safe.clone()));
        prop_assert!(name.chars().count() <= FileName::MAX_CHARS && name.len() <= 240);
        let ending = format!(".{}", kind.extension());
        prop_assert!(name.ends_with(&ending) && !name.starts_with(['.', ' ']));
        let dangerous = |sign: char| sign.is_control() || "/\\<>:\"|?*".contains(sign);
        prop_assert!(!name.chars().any(dangerous), "{name:?}");
        prop_assert!(safe.content_disposition().is_ascii());
    }

    #[test]
    fn hostile_names_become_safe_and_stay(claimed in "[a.pdfCON \u{3099}か\u{200D}/\\\\\u{202E}é-]{0,130}") {
        let safe = FileName::made_safe(&claimed, AttachmentKind::Pdf);
        prop_assert_eq!(FileName::stored(safe.as_str(), AttachmentKind::Pdf), Some(safe));
    }

    #[test]
    fn no_bytes_break_the_reading_of_archives(rest in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut content = b"PK\x03\x04".to_vec();
        content.extend(rest);
        content.extend(b"PK\x05\x06");
        AttachmentKind::of(&content);
        let mut document = zip(&DOCX);
        for (at, byte) in content.iter().enumerate() {
            let length = document.len();
            document[(at * 7 + usize::from(*byte)) % length] ^= byte;
        }
        AttachmentKind::of(&document);
    }
}
