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
