//! What others show of the site: link previews, the icon on a phone.

use super::texts;

texts! {
    /// Words around the site's pictures.
    pub AppearanceText {
        /// The name under an icon; there is room for little.
        short_name() => "テレワーク支援", "Telework";
        /// What is to be seen on the picture of the site.
        site_picture() => "テレワーク・サポートネットワークのしるしと、47都道府県の地図",
            "The sign of the Telework Support Network and a map of Japan’s 47 prefectures";
        /// What is to be seen on the picture of an event in a prefecture.
        event_picture(day: &str, prefecture: &str) => format!("開催日の{day}と、{prefecture}を示した日本地図"),
            format!("The date, {day}, and a map of Japan that shows {prefecture}");
        /// What is to be seen on the picture of an event that belongs to no prefecture.
        event_picture_anywhere(day: &str) => format!("開催日の{day}と、日本地図"), format!("The date, {day}, and a map of Japan");
        /// The same, with the date struck out.
        event_picture_cancelled(picture: &str) => format!("{picture}。日付は中止の線で消されています"),
            format!("{picture}; the date is struck out because the event is cancelled");
    }
}
