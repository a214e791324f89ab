//! What the demo's organisations write before a consultation and say after it, and what their experts write.

use domain::attachment::Attachments;
use domain::consultation::{
    ConsultationReport, ConsultationSheet, ConsultationSurvey, NextStepClarity, TeleworkPhase, Usefulness,
};
use domain::expert::CalendarKeeper;
use domain::time::Timestamp;
use storage::{Booked, SheetWritten, Storage};

use super::DemoError;

/// Somebody fills in the sheet of a consultation, the `number`th that is booked.
pub(super) async fn is_written(
    storage: &Storage,
    booked: &Booked,
    number: usize,
    at: Timestamp,
) -> Result<(), DemoError> {
    let phase = TeleworkPhase::ALL[number % TeleworkPhase::ALL.len()];
    let (situation, goal, equipment) = match phase {
        TeleworkPhase::Considering => (
            "社員18名の設計事務所です。全員が出社していますが、採用の面接で在宅勤務について聞かれることが増えました。",
            "何から始めればよいか、費用はどのくらいかを知りたいです。",
            "デスクトップパソコン12台、図面は社内のファイルサーバーにあります。",
        ),
        TeleworkPhase::Preparing => (
            "総務の3名が週に一度、自宅で試しています。紙の申請書のために出社する日が残っています。",
            "就業規則のどこを直せばよいか、労働時間をどう記録するかを決めたいです。",
            "ノートパソコン3台、ウェブ会議、勤怠はタイムカードです。",
        ),
        TeleworkPhase::Improving => (
            "社員の半数が週に二日、在宅で働いています。端末の持ち帰りの決まりがあいまいです。",
            "紛失したときの手順と、私物の端末を使う条件を整えたいです。",
            "",
        ),
    };
    let text = |words: &str| words.to_owned();
    let sheet = ConsultationSheet { phase, situation: text(situation), goal: text(goal), equipment: text(equipment) };
    let written = SheetWritten { sheet, files: Attachments::NONE, removed: Vec::new(), seen: 0 };
    Ok(storage.sheet_save(&booked.link.hash(), &written, at).await?)
}

/// The expert writes what came of a consultation.
pub(super) async fn is_reported(
    storage: &Storage,
    keeper: &CalendarKeeper,
    booked: &Booked,
    at: Timestamp,
) -> Result<(), DemoError> {
    let report = ConsultationReport {
        findings: "在宅で行える仕事は全体の半分ほどでした。図面の共有と、紙の承認が残っています。".to_owned(),
        advice: "承認を電子にすることから始め、図面は閲覧だけを在宅で試すことをお勧めしました。".to_owned(),
        next_step: "三か月後に、試した結果を持ち寄って、規程の案を一緒に見ます。".to_owned(),
        internal: "機器の見積もりを求められたが、特定の製品は勧めていない。".to_owned(),
    };
    Ok(storage.consultation_report_write(keeper, &booked.reference, &report, 0, at).await?)
}

/// Somebody says how the consultation was, the `number`th that is booked.
pub(super) async fn is_surveyed(
    storage: &Storage,
    booked: &Booked,
    number: usize,
    at: Timestamp,
) -> Result<(), DemoError> {
    let (usefulness, clarity, comment) = match number % 3 {
        0 => (Usefulness::Very, NextStepClarity::Clear, "規程の例を見せていただき、社内で話を進められそうです。"),
        1 => (Usefulness::Rather, NextStepClarity::Partly, "費用の目安をもう少し詳しく知りたかったです。"),
        _ => (Usefulness::Very, NextStepClarity::Partly, ""),
    };
    let survey = ConsultationSurvey { usefulness, clarity, comment: comment.to_owned() };
    Ok(storage.survey_answer(&booked.link.hash(), &survey, at).await?)
}
