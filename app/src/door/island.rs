//! The list at the door as an island: the forms inside it are the server's, and work without it.

use leptos::prelude::*;

/// Answers the forms inside it at once, keeps what was tapped on this device until the server has it, finds people while
/// one types, and reads QR codes where the browser can.
#[island]
pub fn DoorIsland(
    /// Where taps are sent.
    address: String,
    /// The event's code: what is kept is kept for this door.
    code: String,
    /// What is said of taps that are not sent yet, `{}` in the place of their number.
    unsent: String,
    /// What is said without a connection.
    offline: String,
    /// What is said when the session is over.
    signed_out: String,
    /// The button that begins to look for codes.
    scan: String,
    /// The button that ends it.
    stop_scan: String,
    /// What is said when there is no camera, or none may be used.
    camera_denied: String,
    /// What the picture of the camera is for.
    camera_label: String,
    /// What is said of a code that is none of ours.
    not_a_number: String,
    /// The list as the server made it.
    children: Children,
) -> impl IntoView {
    let place = NodeRef::<leptos::html::Div>::new();
    let video = NodeRef::<leptos::html::Video>::new();
    let (link, set_link) = signal(String::new());
    let (scanned, set_scanned) = signal(String::new());
    let (can_scan, set_can_scan) = signal(false);
    let (is_scanning, set_is_scanning) = signal(false);
    #[cfg(feature = "hydrate")]
    let press = {
        use super::camera::{Camera, Seen};
        use super::kept::{Door, Words};
        let door = Door::of(address, &code, Words { unsent, offline, signed_out }, set_link);
        let for_codes = door.clone();
        Effect::new(move |_| {
            let Some(place) = place.get() else { return };
            set_can_scan.set(Camera::is_there());
            door.keep(&place);
        });
        let camera = Camera::default();
        move |_| {
            if is_scanning.get_untracked() {
                camera.stop();
                set_is_scanning.set(false);
                return;
            }
            let Some(video) = video.get_untracked() else { return };
            let (door, denied, no_number) = (for_codes.clone(), camera_denied.clone(), not_a_number.clone());
            set_scanned.set(String::new());
            set_is_scanning.set(true);
            camera.start(&video, move |seen| match seen {
                Seen::Number(number) => {
                    set_scanned.set(number.clone());
                    door.arrives(&number);
                }
                Seen::Other => set_scanned.set(no_number.clone()),
                Seen::Denied => {
                    set_is_scanning.set(false);
                    set_scanned.set(denied.clone());
                }
            });
        }
    };
    #[cfg(not(feature = "hydrate"))]
    let press = {
        let _ = (address, code, unsent, offline, signed_out, camera_denied, not_a_number);
        let _ = (set_link, set_scanned, set_can_scan, set_is_scanning);
        |_| ()
    };
    view! {
        <div class="door-island">
            <p class="door-link" role="status" class:is-shown=move || !link.get().is_empty()>{link}</p>
            <div class="door-scan" hidden=move || !can_scan.get()>
                <button type="button" class="button button-outline" on:click=press>
                    {move || if is_scanning.get() { stop_scan.clone() } else { scan.clone() }}
                </button>
                <video class="door-camera" aria-label=camera_label muted=true hidden=move || !is_scanning.get()
                    node_ref=video></video>
            </div>
            <p class="door-scanned" role="status" class:is-shown=move || !scanned.get().is_empty()>{scanned}</p>
            <div node_ref=place>{children()}</div>
        </div>
    }
}
