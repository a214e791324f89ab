//! Which Office Open XML document a zip file is, by the names in it (ECMA-376 part 2; .ZIP File Format
//! Specification, APPNOTE 6.3).
//!
//! Only the list at the end of the file and the heads it points to are read; nothing is unpacked. A file
//! whose list and heads say different things is no document: one program would see the one and the
//! next the other.

use super::AttachmentKind;

/// How long the record at the end of a zip file is, without its remark.
const END_LENGTH: usize = 22;
/// The longest remark that may follow it.
const REMARK_MAX: usize = 0xFFFF;
const CENTRAL_LENGTH: usize = 46;
const LOCAL_LENGTH: usize = 30;

/// The document that the zip file is; none for other zip files, for documents with macros, for those
/// that are locked with a password, and for broken ones.
pub(super) fn kind(zip: &[u8]) -> Option<AttachmentKind> {
    let names = names(zip)?;
    let carries_macros = names.iter().any(|name| {
        let name = name.to_ascii_lowercase();
        name.ends_with("vbaproject.bin") || name.contains("macrosheets/") || name.contains("activex/")
    });
    let leads_astray = names
        .iter()
        .any(|name| name.starts_with('/') || name.contains('\\') || name.split('/').any(|part| part == ".."));
    if carries_macros || leads_astray || !names.contains(&"[Content_Types].xml") {
        return None;
    }
    let documents = [("word/", AttachmentKind::Docx), ("xl/", AttachmentKind::Xlsx), ("ppt/", AttachmentKind::Pptx)];
    let mut found = documents.into_iter().filter(|(folder, _)| names.iter().any(|name| name.starts_with(folder)));
    let (_, kind) = found.next()?;
    // Two documents in one file are a trick.
    found.next().is_none().then_some(kind)
}

/// The names in the file, as its list and its heads both have them.
fn names(zip: &[u8]) -> Option<Vec<&str>> {
    let end = end_record(zip)?;
    let count = usize::from(u16_at(zip, end + 10)?);
    let length = usize::try_from(u32_at(zip, end + 12)?).ok()?;
    let start = usize::try_from(u32_at(zip, end + 16)?).ok()?;
    // Nothing before, between or after: other readers might start elsewhere.
    if start.checked_add(length)? != end || usize::from(u16_at(zip, end + 8)?) != count || count == 0 {
        return None;
    }
    let mut names = Vec::with_capacity(count);
    let mut at = start;
    for _ in 0..count {
        if zip.get(at..at + 4)? != b"PK\x01\x02" {
            return None;
        }
        let flags = u16_at(zip, at + 8)?;
        let name_length = usize::from(u16_at(zip, at + 28)?);
        let rest = usize::from(u16_at(zip, at + 30)?) + usize::from(u16_at(zip, at + 32)?);
        let name = zip.get(at + CENTRAL_LENGTH..at + CENTRAL_LENGTH + name_length)?;
        let local = usize::try_from(u32_at(zip, at + 42)?).ok()?;
        let is_locked = flags & 1 != 0;
        let local_name_length = usize::from(u16_at(zip, local.checked_add(26)?)?);
        let local_name = zip.get(local + LOCAL_LENGTH..local + LOCAL_LENGTH + local_name_length)?;
        if is_locked || zip.get(local..local + 4)? != b"PK\x03\x04" || local_name != name {
            return None;
        }
        names.push(std::str::from_utf8(name).ok()?);
        at += CENTRAL_LENGTH + name_length + rest;
    }
    (at == end).then_some(names)
}

/// Where the record at the end begins: the one whose remark ends with the file.
fn end_record(zip: &[u8]) -> Option<usize> {
    let last = zip.len().checked_sub(END_LENGTH)?;
    (last.saturating_sub(REMARK_MAX)..=last).rev().find(|&at| {
        zip.get(at..at + 4) == Some(b"PK\x05\x06")
            && u16_at(zip, at + 20).is_some_and(|remark| at + END_LENGTH + usize::from(remark) == zip.len())
    })
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let field = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(field.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let field = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(field.try_into().ok()?))
}
