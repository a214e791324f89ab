//! Smaller forms of a file, made once here so that the program never compresses while somebody waits.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};

use crate::failure::{Outcome, While};

/// A file in the forms that browsers take; a form that would not be smaller is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Forms {
    pub(crate) raw: Vec<u8>,
    pub(crate) brotli: Option<Vec<u8>>,
    pub(crate) gzip: Option<Vec<u8>>,
}

/// How hard to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// The smallest there is: seconds for the WebAssembly.
    Smallest,
    /// For development, where nobody pays for the bytes.
    Quick,
}

impl Forms {
    /// A file that is compressed already, such as a picture.
    pub(crate) fn as_is(raw: Vec<u8>) -> Self {
        Self { raw, brotli: None, gzip: None }
    }

    /// A file and its compressed forms.
    pub(crate) fn compressed(raw: Vec<u8>, effort: Effort) -> Outcome<Self> {
        let smaller = |bytes: Vec<u8>| (bytes.len() < raw.len()).then_some(bytes);
        let brotli = smaller(brotli(&raw, effort)?);
        let gzip = smaller(gzip(&raw, effort)?);
        Ok(Self { raw, brotli, gzip })
    }
}

fn brotli(raw: &[u8], effort: Effort) -> Outcome<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: if effort == Effort::Smallest { 11 } else { 1 },
        lgwin: 22,
        size_hint: raw.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*raw, &mut compressed, &parameters)
        .while_doing(|| "compressing with brotli".into())?;
    Ok(compressed)
}

fn gzip(raw: &[u8], effort: Effort) -> Outcome<Vec<u8>> {
    let level = if effort == Effort::Smallest { Compression::best() } else { Compression::fast() };
    let mut encoder = GzEncoder::new(Vec::new(), level);
    let write = |encoder: &mut GzEncoder<Vec<u8>>| encoder.write_all(raw);
    write(&mut encoder).and_then(|()| encoder.finish()).while_doing(|| "compressing with gzip".into())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::{Effort, Forms};

    #[test]
    fn each_form_unpacks_to_the_file() {
        let text = "空席あり、残りわずか。".repeat(200).into_bytes();
        for effort in [Effort::Smallest, Effort::Quick] {
            let forms = Forms::compressed(text.clone(), effort).unwrap();
            let mut plain = Vec::new();
            brotli::BrotliDecompress(&mut forms.brotli.unwrap().as_slice(), &mut plain).unwrap();
            assert_eq!(plain, text);
            plain.clear();
            flate2::read::GzDecoder::new(forms.gzip.unwrap().as_slice()).read_to_end(&mut plain).unwrap();
            assert_eq!(plain, text);
        }
    }

    #[test]
    fn a_form_that_would_be_larger_is_left_out() {
        let forms = Forms::compressed(b"x".to_vec(), Effort::Smallest).unwrap();
        assert_eq!(forms, Forms::as_is(b"x".to_vec()));
    }
}
