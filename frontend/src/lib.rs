//! The wasm entry point, and nothing else.
//!
//! What a browser runs is in `app`; `frontend/start.js` loads this module, calls [`hydrate`] and then wakes each island
//! of the page by the function that its name exports.

// Without this use the linker would drop the islands, since nothing here calls them.
#[expect(unused_imports, reason = "islands are exported by being linked, not by being called")]
use app::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// Makes the page ready for its islands: the executor for their futures and the owner of their signals.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
