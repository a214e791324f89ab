//! What is said of the registrations that a form is about.

use crate::text::texts;

texts! {
    /// Words of the choice of registrations.
    pub AskedText {
        states() => "対象の申込", "Which registrations";
        states_hint() => "選ばないときは、取り消されていない申込すべてです。", "Without a choice: all that were not cancelled.";
        /// Heading over what else narrows the choice.
        narrowed() => "一覧での絞り込み：", "As narrowed in the table:";
        words(words: &str) => format!("「{words}」を含む"), format!("containing “{words}”");
        question() => "登壇者への質問があるもの", "with a question to the speakers";
        access_needs() => "手伝いの要るもの", "with needs of access";
        without_mail() => "メールの届かないもの", "which no mail reaches";
    }
}
