//! The survey after a consultation: one answer a consultation, counted for its expert and for all.

use domain::consultation::{ConsultationSurvey, NextStepClarity, SurveyCounts, SurveyRefusal as Refusal, Usefulness};
use domain::expert::CalendarKeeper;
use domain::reference::{SecretToken, TokenHash};
use domain::time::Timestamp;
use storage::{ConsultationGroup, Failpoint, StorageError};

use crate::house::now;
use crate::practice::{Practice, december, terms};

fn said(usefulness: Usefulness, clarity: NextStepClarity) -> ConsultationSurvey {
    ConsultationSurvey { usefulness, clarity, comment: "次の一歩がわかりました。".to_owned() }
}

impl Practice {
    async fn says(
        &self,
        link: &TokenHash,
        survey: &ConsultationSurvey,
        at: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        self.storage().survey_answer(link, survey, at).await
    }

    async fn counted(&self, keeper: &CalendarKeeper) -> SurveyCounts {
        self.storage()
            .consultation_list(keeper, ConsultationGroup::ALL[0], None, now())
            .await
            .expect("it is read")
            .survey
    }
}

#[tokio::test]
async fn an_answer_takes_the_place_of_the_one_before_and_counts_once() {
    let practice = Practice::built(2, terms(), Failpoint::None).await;
    let (start, second) = (december(8, 10, 0), december(8, 13, 0));
    let booked = practice.book("山田製作所", start).await;
    let hash = booked.link.hash();
    let answer = said(Usefulness::Very, NextStepClarity::Clear);
    let early = practice.says(&hash, &answer, start).await;
    assert!(matches!(early, Err(StorageError::Refused(Refusal::NotYet))));
    let over = second.plus_seconds(86_400);
    practice.says(&hash, &said(Usefulness::Not, NextStepClarity::Unclear), over).await.expect("it is taken");
    practice.says(&hash, &answer, over).await.expect("it is taken again");
    assert_eq!(practice.storage().survey_by_link(&hash).await.expect("it is read"), Some(answer));

    let consultation = practice.storage().consultation_by_link(&hash).await.expect("it is read").expect("it opens");
    let of_all = SurveyCounts { usefulness: [1, 0, 0, 0], clarity: [1, 0, 0] };
    for expert in &practice.experts {
        let own = if expert.account == consultation.expert { of_all } else { SurveyCounts::default() };
        assert_eq!(practice.counted(&expert.keeper).await, own);
    }
    let other = SecretToken::from_random([7; 32]).hash();
    let unknown = practice.says(&other, &said(Usefulness::Very, NextStepClarity::Clear), over).await;
    assert!(matches!(unknown, Err(StorageError::Refused(Refusal::UnknownConsultation))));
}
