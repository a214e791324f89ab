//! A database in a folder of its own.

use std::path::Path;
use std::sync::Arc;

use domain::time::Chance;
use storage::{Failpoint, OpenOptions, Storage};

/// Makes a database in `folder` that draws from `chance`.
pub(crate) async fn database(folder: &Path, chance: &Arc<dyn Chance>) -> Storage {
    let options = OpenOptions {
        path: folder.join("telework.db"),
        create: true,
        migrate: true,
        readers: 2,
        chance: Arc::clone(chance),
        offer_hours: domain::offer::OfferHours::DEFAULT,
        notice_to: None,
        failpoint: Failpoint::None,
    };
    Storage::open(options).await.expect("it opens")
}
