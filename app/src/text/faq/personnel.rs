//! Questions on personnel management (労務管理).

use domain::event::Topic;

use super::Part::{Link, List, Say};
use super::{Both, Question};

pub(super) const QUESTIONS: &[Question] = &[
    Question {
        id: "work-rules",
        topic: Topic::Personnel,
        also: "就業規則 テレワーク勤務規程 在宅勤務規程 届け出 労働基準監督署 労働条件通知書 ひな形 モデル regulations policy template",
        question: Both(
            "テレワークを始めるとき、就業規則を変えなければなりませんか。",
            "Do we have to change our work rules (就業規則) for telework?",
        ),
        answer: &[
            Say(Both(
                "労働時間や手当などの条件が変わらなければ、いまの就業規則のままでも始められます。ただし、通信費を社員が負担する、フレックスタイム制を使うなど、条件が変わるときは定めが必要です。多くの会社は、別に「テレワーク勤務規程」を作ります。",
                "If working hours, allowances and other conditions stay the same, you can start under the rules you have. Where they change, for example staff bear internet costs or work flexitime, the rules must say so. Many companies write separate telework rules.",
            )),
            List(&[
                Both(
                    "だれが、どの仕事で、週に何日できるか。申請と許可の手順",
                    "Who may telework, for which work, how many days; how to apply",
                ),
                Both("働く場所（自宅、サテライトオフィスなど）", "Where: at home, in a satellite office and so on"),
                Both(
                    "始業・終業、中抜け、時間外の扱いと、勤怠の記録方法",
                    "Hours, breaks, overtime, and how time is recorded",
                ),
                Both(
                    "機器と通信費の負担、情報の守りかた",
                    "Who pays for equipment and internet; how information is protected",
                ),
            ]),
            Say(Both(
                "常時10人以上が働く事業場では、就業規則を変えたら、社員の代表の意見を聴き、労働基準監督署へ届け出ます。雇うときには、働く場所とその変更の範囲も書面などで示します。厚生労働省がモデル規程を公開しています。詳しくは労働基準監督署か社会保険労務士へ。",
                "A workplace with ten or more regular workers hears the workers’ representative and files changed rules with the Labour Standards Inspection Office. When you hire, also state the place of work and how it may change. The Ministry of Health, Labour and Welfare (MHLW) publishes model rules. Ask the Inspection Office or a labour and social security attorney (社会保険労務士).",
            )),
        ],
    },
    Question {
        id: "working-hours",
        topic: Topic::Personnel,
        also: "勤怠管理 勤怠システム タイムカード 始業 終業 労働時間の把握 自己申告 ログ timekeeping attendance time clock",
        question: Both(
            "離れて働く人の労働時間は、どう把握すればよいですか。",
            "How do we keep track of working hours at a distance?",
        ),
        answer: &[
            Say(Both(
                "会社には、テレワークでも労働時間を把握する責任があります。原則は、客観的な記録です。",
                "The employer must know working hours in telework too. As a rule, by objective records.",
            )),
            List(&[
                Both(
                    "勤怠管理のサービスで、始業と終業を打刻する",
                    "A timekeeping service in which people clock in and out",
                ),
                Both(
                    "パソコンの使用時間や、システムに入った記録と照らし合わせる",
                    "Compare with the times a computer or system was used",
                ),
                Both(
                    "始業・終業のときに、メールやチャットで知らせる",
                    "A message by mail or chat at the start and end of work",
                ),
            ]),
            Say(Both(
                "自己申告にするなら、正しい申告のしかたを説明し、パソコンの記録と大きくずれていないか確かめます。申告できる時間に上限を設けるなど、正しい申告を妨げてはいけません。厚生労働省の「労働時間の適正な把握のために使用者が講ずべき措置に関するガイドライン」に沿ってください。",
                "Where people report their own hours, explain how, and check against the computer’s records. Never hinder honest reports, for example by a ceiling. Follow MHLW’s guidelines on the proper recording of working hours.",
            )),
        ],
    },
    Question {
        id: "who-pays",
        topic: Topic::Personnel,
        also: "通信費 光熱費 電気代 在宅勤務手当 費用負担 手当 税金 社会保険 allowance internet electricity costs tax",
        question: Both(
            "自宅の通信費や電気代は、会社が払うのですか。",
            "Does the company pay for internet and electricity at home?",
        ),
        answer: &[
            Say(Both(
                "一律の決まりはなく、労使で話し合って決めます。社員に負担させる場合は、就業規則などに定めが必要です。",
                "There is no single rule: agree on it with your staff. If they bear costs, the work rules must say so.",
            )),
            List(&[
                Both(
                    "会社の回線や端末を貸す：仕事と私用を分ける手間がありません",
                    "Lend lines and devices: no need to tell work from private use",
                ),
                Both(
                    "実費を精算する：仕事に使った分を、日数などで計算します",
                    "Refund actual costs: the share used for work, worked out by days for example",
                ),
                Both("定額の手当を払う：事務は簡単です", "Pay a fixed allowance: simple to run"),
            ]),
            Say(Both(
                "返す必要のない定額の手当は、給与として課税されます。仕事に使った実費の精算は、課税されません。計算のしかたは国税庁の「在宅勤務に係る費用負担等に関するFAQ」にあります。税は税務署か税理士、社会保険料は年金事務所か社会保険労務士にお尋ねください。",
                "A fixed allowance that need not be returned is taxed as salary; a refund of actual work costs is not. The National Tax Agency’s FAQ on telework costs shows how to calculate. Ask your tax office or tax accountant about tax, and the pension office or a labour and social security attorney about social insurance.",
            )),
        ],
    },
    Question {
        id: "overtime",
        topic: Topic::Personnel,
        also: "残業 時間外労働 36協定 サブロク 割増賃金 深夜 休日 長時間労働 つながらない権利 extra hours late work",
        question: Both(
            "テレワークでも、残業代や36協定は必要ですか。",
            "Do overtime pay and the Article 36 agreement apply to telework?",
        ),
        answer: &[
            Say(Both(
                "必要です。法定労働時間（原則1日8時間、週40時間）を超えて働かせるときは、36協定の締結と労働基準監督署への届け出、割増賃金の支払いが要ります。深夜と休日も同じです。",
                "Yes. For work beyond the legal hours (as a rule 8 a day and 40 a week) you need an Article 36 agreement filed with the Labour Standards Inspection Office, and premium pay. The same goes for night and holiday work.",
            )),
            Say(Both(
                "離れていると長時間労働に気づきにくいので、次のようにして防ぎます。",
                "Long hours are hard to see from afar. Prevent them.",
            )),
            List(&[
                Both("時間外は、前もって申請し、許可する手順にする", "Overtime is asked for and approved beforehand"),
                Both(
                    "夜や休日に、急ぎでないメールや電話をしない",
                    "No mail or calls at night or on holidays unless urgent",
                ),
                Both("夜や休日は、社内システムにつながらないようにする", "Close the systems at night and on holidays"),
                Both(
                    "働きすぎの人に知らせ、上司が仕事の量を見直す",
                    "Warn people who work too much; their manager lightens the load",
                ),
            ]),
            Say(Both(
                "許可していない残業でも、会社が黙って認めていれば労働時間になることがあります。迷うときは労働基準監督署へ。",
                "Overtime without approval can still count if the company tolerates it. If unsure, ask the Inspection Office.",
            )),
        ],
    },
    Question {
        id: "deemed-hours",
        topic: Topic::Personnel,
        also: "みなし労働時間制 事業場外みなし フレックスタイム 裁量労働 変形労働時間 flexitime discretionary deemed working hours",
        question: Both(
            "在宅勤務に、事業場外みなし労働時間制を使えますか。",
            "Can we use the “deemed working hours outside the workplace” system for telework?",
        ),
        answer: &[
            Say(Both(
                "使えるのは、労働時間を計算しにくい場合だけです。次の両方を満たす必要があります。",
                "Only where hours are hard to determine. Both of these must hold.",
            )),
            List(&[
                Both(
                    "パソコンや携帯電話などを、会社の指示でいつも応答できる状態にしておくこととされていない",
                    "Staff need not keep a computer or phone ready to answer at all times on the company’s instruction",
                ),
                Both(
                    "会社の具体的な指示を、そのつど受けて仕事をしているのではない",
                    "They do not work on detailed instructions given from moment to moment",
                ),
            ]),
            Say(Both(
                "チャットですぐ答えることを求めている会社では、多くの場合、使えません。みなしの場合も、健康を守るために働いた時間の状況をつかみ、深夜と休日の割増賃金を払います。",
                "Where quick answers in chat are expected, it mostly cannot be used. Even then you must watch hours for health’s sake and pay premiums for night and holiday work.",
            )),
            Say(Both(
                "始業と終業を本人に任せたいなら、フレックスタイム制が合うことがあります（就業規則の定めと労使協定が必要です）。選ぶ前に、労働基準監督署か社会保険労務士に確かめてください。",
                "If you want to leave start and end to your staff, flexitime may suit you better (it needs work rules and a labour-management agreement). Check with the Inspection Office or a labour and social security attorney first.",
            )),
        ],
    },
    Question {
        id: "break-away",
        topic: Topic::Personnel,
        also: "中抜け 休憩 時間単位年休 通院 保育園 送り迎え 子育て 介護 interruption break childcare hourly leave",
        question: Both(
            "子どもの送り迎えなどで、途中で仕事を離れる「中抜け」は、どう扱いますか。",
            "How do we treat breaks for private errands, such as fetching children?",
        ),
        answer: &[
            Say(Both(
                "あらかじめ決めて、就業規則などに書いておきます。次の方法があります。",
                "Decide beforehand and put it into the rules. There are several ways.",
            )),
            List(&[
                Both(
                    "休憩として扱い、その分、始業を早めるか終業を遅くする",
                    "Treat it as a break, and start earlier or finish later by as much",
                ),
                Both(
                    "時間単位の年次有給休暇として扱う（労使協定が必要です）",
                    "Treat it as hourly paid leave (needs a labour-management agreement)",
                ),
                Both("フレックスタイム制で、本人が調整する", "Let people balance it themselves under flexitime"),
            ]),
            Say(Both(
                "離れる前と戻ったときに、チャットなどで一言知らせる決まりにすると、まわりも困りません。法定の休憩（6時間を超えたら45分以上、8時間を超えたら1時間以上）は、別に必ずとらせます。",
                "A word in chat on leaving and coming back helps everybody. The legal rest (at least 45 minutes beyond 6 hours of work, an hour beyond 8) must be given in any case.",
            )),
        ],
    },
    Question {
        id: "accident",
        topic: Topic::Personnel,
        also: "労災 労災保険 けが 業務災害 通勤災害 転倒 injury insurance workers compensation",
        question: Both(
            "自宅で仕事中にけがをしたら、労災になりますか。",
            "Is an injury while working at home covered by workers’ accident insurance?",
        ),
        answer: &[
            Say(Both(
                "なります。仕事が原因のけがや病気は、働く場所にかかわらず、労災保険の対象です。私的な行為（家事の途中など）が原因のときは対象になりません。",
                "Yes. Injury or illness caused by work is covered wherever one works. What comes from private acts, such as housework, is not.",
            )),
            List(&[
                Both(
                    "働く場所と時間帯を、規程と勤怠の記録ではっきりさせておく",
                    "Make place and hours clear in the rules and records",
                ),
                Both(
                    "けがをしたら、いつ、どこで、何をしていたかをすぐ書き留め、会社に知らせる",
                    "Write down at once when, where and how it happened, and tell the company",
                ),
                Both("病院では、仕事中のけがであることを伝える", "Tell the hospital that it happened at work"),
            ]),
            Say(Both(
                "認めるかどうかは、労働基準監督署が一件ずつ判断します。まず監督署にお尋ねください。",
                "The Labour Standards Inspection Office decides case by case. Ask there first.",
            )),
        ],
    },
    Question {
        id: "evaluation",
        topic: Topic::Personnel,
        also: "人事評価 成果 プロセス 目標 さぼり 見えない マネジメント 部下 appraisal performance manager",
        question: Both(
            "働く姿が見えない人を、どう評価すればよいですか。",
            "How do we evaluate people we cannot see working?",
        ),
        answer: &[
            List(&[
                Both(
                    "期のはじめに、仕事の内容、期限、仕上がりの水準を話し合い、文字に残す",
                    "At the start of a period, agree on tasks, deadlines and quality, in writing",
                ),
                Both(
                    "週に一度など、決まった時間に短く話し、困りごとを聞く",
                    "Talk briefly at a fixed time, once a week for example, and ask what is in the way",
                ),
                Both(
                    "同じ職種には、出社の人にもテレワークの人にも、同じ基準を使う",
                    "Use the same standards for those in the office and those at home",
                ),
                Both("評価する人に、基準のそろえかたを研修する", "Train those who evaluate"),
            ]),
            Say(Both(
                "出社していないことや、時間外のメールに答えなかったことを理由に、評価を下げてはいけません。カメラでいつも見張るようなやりかたは、信頼を損ない、プライバシーの面でも問題になります。",
                "Nobody should be marked down for not being in the office, or for not answering mail outside hours. Constant watching by camera destroys trust and raises privacy problems.",
            )),
        ],
    },
    Question {
        id: "harassment",
        topic: Topic::Personnel,
        also: "ハラスメント リモハラ パワハラ セクハラ 監視 プライバシー 相談窓口 bullying harassment privacy",
        question: Both(
            "テレワークでのハラスメントには、どんなものがありますか。",
            "What harassment happens in telework, and how do we prevent it?",
        ),
        answer: &[
            List(&[
                Both(
                    "カメラを常につけさせる、返事が遅いと何度も責める、といった行き過ぎた監視",
                    "Excessive watching: camera always on, repeated blame for slow answers",
                ),
                Both("映った部屋、服装、家族についての発言", "Remarks on a person’s room, clothes or family"),
                Both("一人だけ会議や連絡から外すこと", "Leaving one person out of meetings and messages"),
                Both("みなが見るチャットでの強い叱責", "Harsh blame in a chat that all can read"),
            ]),
            Say(Both(
                "会社の規模にかかわらず、ハラスメントを防ぐ措置をとることは法律上の義務です。方針を知らせ、相談窓口を決め、離れていても相談できるようにし、相談した人を不利に扱わないでください。困ったときは、都道府県労働局の総合労働相談コーナーで無料で相談できます。",
                "Employers of every size must by law take steps against harassment: state your policy, name a contact who can be reached from home, and never disadvantage those who speak up. The general labour advice desk of each prefectural labour bureau helps free of charge.",
            )),
        ],
    },
    Question {
        id: "eligible",
        topic: Topic::Personnel,
        also: "対象者 選び方 パート 有期 派遣 公平 不公平 新入社員 正社員 part-time fairness who",
        question: Both(
            "テレワークの対象者は、どう決めればよいですか。不公平と言われないか心配です。",
            "How do we choose who may telework without being unfair?",
        ),
        answer: &[
            Say(Both(
                "人ではなく、仕事で決めます。どの仕事ができるかを書き出し、本人の希望と自宅の環境を聞きます。",
                "Choose by tasks, not by person. List the tasks that can be done elsewhere, then ask about wishes and conditions at home.",
            )),
            List(&[
                Both(
                    "パート、有期、派遣というだけの理由で外さない",
                    "Do not leave people out only because they are part-time, fixed-term or dispatched",
                ),
                Both("基準を文書にして、全員に説明する", "Write the criteria down and explain them to everybody"),
                Both(
                    "できない仕事の人にも、時差出勤や休みのとりかたなど、別の工夫を考える",
                    "Think of other improvements for those who cannot, such as staggered hours",
                ),
                Both(
                    "新しく入った人には、相談しやすい相手と、出社する日を決める",
                    "Give newcomers somebody to ask, and days in the office",
                ),
            ]),
            Say(Both(
                "本人が望まないときに、無理に在宅勤務にすることは避けてください。まず短い期間で試し、困ったことを集めて直します。",
                "Avoid forcing anybody to work from home. Try it for a short time, collect problems, adjust.",
            )),
        ],
    },
    Question {
        id: "health",
        topic: Topic::Personnel,
        also: "健康 メンタルヘルス 孤独 腰痛 目の疲れ 作業環境 机 椅子 照明 健康診断 mental health desk chair posture loneliness",
        question: Both(
            "在宅勤務の人の健康には、何に気をつければよいですか。",
            "How do we look after the health of people working at home?",
        ),
        answer: &[
            List(&[
                Both(
                    "机、椅子、明るさ、室温を本人に確かめてもらい、足りないものは会社で用意する",
                    "Have people check desk, chair, light and temperature; provide what is missing",
                ),
                Both("一つの作業を続けず、画面から目を離す休みを入れる", "Pauses away from the screen"),
                Both("雑談も含めて、人と話す機会を毎日つくる", "A chance to talk every day, chatting included"),
                Both(
                    "健康診断、ストレスチェック、医師の面接は、出社の人と同じように行う",
                    "Health checks, stress checks and doctors’ interviews as for everybody else",
                ),
                Both("相談先を決め、家からでも使えるようにする", "A contact for worries that can be reached from home"),
            ]),
            Say(Both(
                "厚生労働省のテレワークガイドラインに、会社と本人のための確認表があります。社員50人未満の事業場は、地域産業保健センターに無料で相談できます。",
                "MHLW’s telework guidelines contain checklists for employers and staff. Workplaces with fewer than 50 people can consult their regional occupational health centre free of charge.",
            )),
            Link("/events?topic=personnel", Both("労務管理のイベントを探す", "Find events on personnel management")),
        ],
    },
];
