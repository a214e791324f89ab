//! Words of seats on offer, on the applicant's own page.

use super::texts;

texts! {
    /// A seat on offer.
    pub OfferText {
        state() => "席をご案内しています・お返事待ち", "A seat is on offer for you";
        heading() => "席が空きました。参加しますか", "A seat is free. Do you take it?";
        lead(until: &str) => format!("この席を{until}まで取ってあります。それまでにお返事ください。"),
            format!("We hold this seat for you until {until}. Please answer by then.");
        silence() => "期限までにお返事がないときは、席は次の方へ回ります。", "Without an answer by then, the seat goes to the next in line.";
        accept() => "この席で参加する", "Take the seat";
        decline() => "参加を見送る", "Decline the seat";
        decline_note() => "見送ると、申込は取り消され、席は次の方へ回ります。もとには戻せません。",
            "If you decline, your registration is cancelled and the seat goes to the next in line. This cannot be undone.";
        step(until: &str) => format!("お返事の期限：{until}"), format!("Please answer by {until}.");
        accepted_banner() => "席が確定しました", "The seat is yours";
        accepted_text() => "確認のメールをお送りしました。前のご案内のリンクは、もう使えません。", "We have sent you a confirmation by mail. The link of the offer no longer works.";
        declined_banner() => "席のご案内を見送りました", "You declined the seat";
        declined_text() => "申込は取り消しました。もう一度参加したいときは、イベントのページから申し込んでください。",
            "Your registration is cancelled. If you want to attend after all, register again on the event’s page.";
        lapsed_banner() => "ご案内の期限が過ぎました", "The offer has ended";
        lapsed_waiting(until: &str) => format!("{until}までにお返事がなかったため、席は次の方へ回りました。キャンセル待ちの順番は、列の最後から数え直しています。次に席が空いたら、もう一度だけご案内します。"),
            format!("There was no answer by {until}, so the seat went to the next in line. You have kept a place at the end of the line, and we will offer you a seat once more.");
        lapsed_cancelled(until: &str) => format!("ご案内した席に、{until}までのお返事がありませんでした。もう一度参加したいときは、イベントのページから申し込んでください。"),
            format!("There was no answer to our offer by {until}. If you want to attend after all, register again on the event’s page.");
        answered_banner() => "このご案内には、すでにお返事をいただいています", "You have answered this offer already";
        answered_text() => "いまの様子は、このページのとおりです。", "This page shows how your registration stands.";
        none_banner() => "いま、ご案内している席はありません", "No seat is on offer for you now";
        none_text() => "席が空いたら、順にメールでご案内します。", "When a seat becomes free, we offer it by mail to the first in line.";
    }
}
