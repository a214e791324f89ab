//! The camera, and the browser's own detector of codes where there is one. It is asked for only when somebody presses.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Interval;
use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlVideoElement, MediaStream, MediaStreamConstraints, MediaStreamTrack};

/// How often a picture is looked at, in milliseconds.
const EVERY: u32 = 300;
/// A reference number without its space.
const NUMBER: usize = 8;

/// What the camera has seen.
pub(super) enum Seen {
    /// The number of a registration.
    Number(String),
    /// Another code.
    Other,
    /// Nothing: there is no camera, or it may not be used.
    Denied,
}

/// The camera, while it is on.
#[derive(Clone, Default)]
pub(super) struct Camera(Rc<RefCell<Option<(MediaStream, Interval)>>>);

impl Camera {
    /// Whether this browser finds codes by itself.
    pub(super) fn is_there() -> bool {
        detector().is_some() && window().navigator().media_devices().is_ok()
    }

    /// Switches it on, and tells `see` of each code, once while it stays in the picture.
    pub(super) fn start(&self, video: &HtmlVideoElement, see: impl Fn(Seen) + 'static) {
        let (camera, video, see) = (self.clone(), video.clone(), Rc::new(see));
        leptos::task::spawn_local(async move {
            let (Some(stream), Some(detector)) = (stream().await, detector()) else {
                see(Seen::Denied);
                return;
            };
            drop(video.set_attribute("playsinline", ""));
            video.set_src_object(Some(&stream));
            drop(video.play());
            let last = Rc::new(RefCell::new(String::new()));
            let looking = Interval::new(EVERY, move || {
                let (video, detector) = (video.clone(), detector.clone());
                let (see, last) = (Rc::clone(&see), Rc::clone(&last));
                leptos::task::spawn_local(async move {
                    let Some(code) = detect(&detector, &video).await else { return };
                    if last.replace(code.clone()) == code {
                        return;
                    }
                    let number: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
                    let is_number = number.len() == NUMBER && code.len() <= NUMBER + 1;
                    see(if is_number { Seen::Number(number.to_ascii_uppercase()) } else { Seen::Other });
                });
            });
            *camera.0.borrow_mut() = Some((stream, looking));
        });
    }

    /// Switches it off.
    pub(super) fn stop(&self) {
        let Some((stream, looking)) = self.0.borrow_mut().take() else { return };
        drop(looking);
        for track in stream.get_tracks().iter().filter_map(|track| track.dyn_into::<MediaStreamTrack>().ok()) {
            track.stop();
        }
    }
}

/// A detector of QR codes, as far as the browser has one.
fn detector() -> Option<Object> {
    let maker = Reflect::get(&window(), &JsValue::from_str("BarcodeDetector")).ok()?.dyn_into::<Function>().ok()?;
    let options = Object::new();
    let formats = Array::of1(&JsValue::from_str("qr_code"));
    Reflect::set(&options, &JsValue::from_str("formats"), &formats).ok()?;
    Reflect::construct(&maker, &Array::of1(&options)).ok()?.dyn_into().ok()
}

async fn stream() -> Option<MediaStream> {
    let wanted = MediaStreamConstraints::new();
    let video = Object::new();
    Reflect::set(&video, &JsValue::from_str("facingMode"), &JsValue::from_str("environment")).ok()?;
    wanted.set_video(&video);
    let devices = window().navigator().media_devices().ok()?;
    let promise = devices.get_user_media_with_constraints(&wanted).ok()?;
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// What the code in the picture says, if there is one.
async fn detect(detector: &Object, video: &HtmlVideoElement) -> Option<String> {
    let detect = Reflect::get(detector, &JsValue::from_str("detect")).ok()?.dyn_into::<Function>().ok()?;
    let promise = detect.call1(detector, video).ok()?.dyn_into::<Promise>().ok()?;
    let codes = Array::from(&JsFuture::from(promise).await.ok()?);
    Reflect::get(&codes.get(0), &JsValue::from_str("rawValue")).ok()?.as_string()
}
