//! The parts that pages are made of, each once for all pages, rendered on the server.
//!
//! A part knows no noun and no storage: it takes finished words and addresses and gives markup that works without
//! script. It may read the language of the page from the context, nothing else. To add one, give it a file here, its
//! style a file in `style/`, and its states a place in the gallery (`app/src/gallery/`), which browser tests visit.

#![expect(missing_docs, reason = "a prop whose name and type say all needs no sentence")]

pub mod actions;
pub mod answers;
pub mod banner;
pub mod breadcrumb;
pub mod chapters;
pub mod chip;
pub mod contact;
pub mod dated;
pub mod event_brief;
pub mod event_row;
pub mod facts;
pub mod form;
pub mod give_up;
pub mod icon;
pub mod month;
pub mod page;
pub mod pagination;
pub mod prefecture;
pub mod qr;
pub mod reference;
pub mod ruby;
pub mod seats;
pub mod steps;
pub mod switch;
pub mod table;
pub mod terms;
pub mod textarea;
pub mod tile_map;

pub use actions::{ActionItem, ActionList};
pub use answers::{AnswerRow, Answers, ChangeLink};
pub use banner::{Banner, BannerKind};
pub use breadcrumb::{Breadcrumb, home_crumb};
pub use chapters::{Chapter, ChaptersPage};
pub use chip::{Chip, RemovableChip};
pub use contact::{ClosedAhead, ContactBox, ContactDetails, ContactMail, ContactPhone, ContactWrite, phone_link};
pub use dated::{DatedStep, DatedSteps};
pub use event_brief::EventBrief;
pub use event_row::{DateBlockView, EventList, EventRowView, MonthHeading};
pub use facts::{ApplyBar, Fact, FactsBox};
pub use form::{
    ButtonKind, ButtonLink, Checkbox, Choice, ChoiceCards, ErrorSummary, FileField, FormPart, HiddenField, Honeypot,
    SelectField, SubmitButton, TextField,
};
pub use give_up::{GiveUpPage, GivingUp};
pub use icon::{Icon, Picture};
pub use month::{MonthDayView, MonthEventView, MonthGrid};
pub use page::{Page, Section};
pub use pagination::{Pagination, paging};
pub use prefecture::prefecture_groups;
pub use qr::{QrPicture, QrView};
pub use reference::ReferenceView;
pub use ruby::Ruby;
pub use seats::{SeatsState, SeatsView};
pub use steps::Steps;
pub use switch::Switch;
pub use table::Table;
pub use terms::Terms;
pub use textarea::TextArea;
pub use tile_map::{RegionList, TileMap, TileView};
