//! The signatures of passkeys. What they are made over, and everything else that must hold, is decided in `domain`.

use domain::account::{KeyMaterial, PublicKey};
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};

/// RSA's usual exponent, the only one that passkeys have.
const EXPONENT: [u8; 3] = [0x01, 0x00, 0x01];

/// Whether `signature` was made over `signed` with the private half of `key`.
pub fn is_signed(key: &PublicKey, signed: &[u8], signature: &[u8]) -> bool {
    let verified = match key.material() {
        Some(KeyMaterial::P256 { x, y }) => {
            let point = [&[0x04], x, y].concat();
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(signed, signature)
        }
        Some(KeyMaterial::Ed25519(key)) => UnparsedPublicKey::new(&ED25519, key).verify(signed, signature),
        Some(KeyMaterial::Rsa { modulus }) => {
            RsaPublicKeyComponents { n: modulus, e: &EXPONENT }.verify(&RSA_PKCS1_2048_8192_SHA256, signed, signature)
        }
        None => return false,
    };
    verified.is_ok()
}

/// The examples of Web Authentication, level 3, section 16: `example.org` asked, and others have signed.
#[cfg(test)]
mod tests {
    use domain::account::signed_bytes;

    use super::*;

    const PARTY: &str = "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b5";

    fn hex(text: &str) -> Vec<u8> {
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
    }

    /// What was signed where nothing was counted.
    fn signed(flags: u8, challenge: &str) -> Vec<u8> {
        let authenticator = [&hex(PARTY)[..], &[flags], &[0; 4]].concat();
        let client = format!(
            r#"{{"type":"webauthn.get","challenge":"{challenge}","origin":"https://example.org","crossOrigin":false}}"#
        );
        signed_bytes(&authenticator, client.as_bytes())
    }

    /// The product of the Mersenne primes 2^1279 - 1 and 2^2203 - 1, as a key.
    fn rsa() -> Vec<u8> {
        let mut modulus = [0_u8; 436];
        for bit in (2204..3482).chain(1279..2203).chain([0]) {
            modulus[435 - bit / 8] |= 1 << (bit % 8);
        }
        [&hex("a4010303390100205901b4")[..], &modulus, &hex("2143010001")].concat()
    }

    #[test]
    fn the_standards_own_examples_are_signed_and_nothing_else_is() {
        let p256 = "a5010203262001215820afefa16f97ca9b2d23eb86ccb64098d20db90856062eb249c33a9b672f26df61\
                    225820930a56b87a2fca66334b03458abf879717c12cc68ed73290af2e2664796b9220";
        let ed25519 = "a401010327200621582044e06ddd331c36a8dc667bab52bcae63486c916aa5e339e6acebaa84934bf832";
        let examples = [
            (
                hex(p256),
                signed(0x19, "OcDnUhQXulTUPo3JUXT0I97pvzzYBP9tZchXyav01Ag"),
                "3046022100f50a4e2e4409249c4a853ba361282f09841df4dd4547a13a87780218deffcd38022100\
                 8480ac0f0b93538174f575bf11a1dd5d78c6e486013f937295ea13653e331e87",
            ),
            (
                hex(ed25519),
                signed(0x01, "iVlX4BxjOmmDSKLYoxpUt9sn6MHEOyCA15riGQJnv9I"),
                "f5c59c7e46c34f6f8cc197101ddf9934fa2595f68eb1913a637e8419eb9ba4cf\
                 dfc48f85393bc0d40b011f0d6fecb097d6607525713223a0dc0d453993dae00b",
            ),
            (rsa(), signed(0x19, "KV9Z9fqP5ixayp4nYmx4yNo3aubYzS3SmuutYB4bxMU"), RSA_SIGNATURE),
        ];
        for (at, (key, signed, signature)) in examples.iter().enumerate() {
            let (key, signature) = (PublicKey::parse(key).unwrap(), hex(signature));
            assert!(is_signed(&key, signed, &signature), "{at}");
            for (other, (_, foreign, _)) in examples.iter().enumerate() {
                assert_eq!(is_signed(&key, foreign, &signature), at == other, "{at} and {other}");
            }
            let mut bent = signature.clone();
            *bent.last_mut().unwrap() ^= 1;
            assert!(!is_signed(&key, signed, &bent), "{at}");
            assert!(!is_signed(&key, signed, &signature[1..]), "{at}");
            assert!(!is_signed(&key, signed, &[]), "{at}");
        }
    }

    const RSA_SIGNATURE: &str = "01063d52d7c39b4d432fc7063c5d93e582bdcb16889cd71f888d67d880ea730a428498d3bc8e1ee11f2b1ecbe6c292b1\
         18c55ffaaddefa8cad0a54dd137c51f1eec673f1bb6c4d1789d6826a222b22d0f585fc901fdc933212e579d199b89d67\
         2aa44891333e6a1355536025e82b25590256c3538229b55737083b2f6b9377e49e2472f11952f79fdd0da180b5ffd901\
         b4049a8f081bb40711bef76c62aed943571f2d0575304cb549d68d8892f95086a30f93716aee818f8dc06e96c0d5e0ed\
         4cfa9fd8773d90464b68cf140f7986666ff9c9e3302acd0535d60d769f465e2ab57ef8aabc89fccfef7ba32a64154a8b\
         3d26be2298f470b8cc5377dbe3dfd4b0b45f8f01e63bde6cfc76b62771f9b70aa27cf40152cad93aa5acd784fd4b90f6\
         76e2ea828d0bf2400aebbaae4153e5838f537f88b6228346782a93a899be66ec77de45b3efcf311da6321c92e6b0cd11\
         bfe653bf3e98cee8e341f02d67dbb6f9c98d9e8178090cfb5b70fbc6d541599ac794ae2f1d4de1286ec8de8c2daf7b1d\
         15c8438e90d924df5c19045220a4c8438c1b979bbe016cf3d0eeec23c3999d4882cc645b776de930756612cdc6dd3981\
         60ff02a6";
}
