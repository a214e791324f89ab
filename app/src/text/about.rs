//! Words of the page that says what the network is.

use super::texts;

texts! {
    /// What the network is.
    pub AboutText {
        title() => "このネットワークについて", "About the network";
        description() => "テレワーク・サポートネットワークが何をするところか、だれのためのものか、だれが支えているかをご案内します。",
            "What the Telework Support Network does, whom it is for, and who stands behind it.";
        lead() => "各地の支援機関と専門家が、中小企業と地方公共団体のテレワークを無料で支えます。総務省が2020年7月に始めました。",
            "Support organisations and experts in every region help small companies and local governments with telework, free of charge. \
             The Ministry of Internal Affairs and Communications (MIC) started the network in July 2020.";

        work_heading() => "していること", "What we do";
        work_text() => "小さな会社や自治体には、テレワークに詳しい人がいないことがよくあります。そこで、地域の会社を支えてきた支援機関と一緒に、はじめの一歩から動き出したあとまでお手伝いします。",
            "Small companies and local governments often have nobody who knows telework well. So we work with the organisations that \
             already support them in each region, from the first idea until telework runs.";
        seminar() => "セミナー", "Seminars";
        seminar_text() => "進めかた、道具、実例をお話しします。各地の会場とオンラインで開きます。",
            "How to go about it, which tools, and how others did it. Held in each region and online.";
        consultation() => "相談会", "Consultation meetings";
        consultation_text() => "専門家が、会社や団体ごとの事情をうかがって一緒に考えます。",
            "An expert listens to the situation of your organisation and works out the next steps with you.";
        inquiry() => "問い合わせ", "Inquiries";
        inquiry_text() => "ICT環境、セキュリティ、労務管理などの疑問に、2開庁日以内に回答します。",
            "We answer questions about the ICT environment, security and personnel management within two business days.";

        audience_heading() => "どなたのためのものか", "Who it is for";
        audience_companies() => "中小企業のかた。経営者、総務や情報システムの担当者、働く人ご本人も。",
            "Small and medium companies: owners, those in charge of personnel or IT, and those who want to telework.";
        audience_governments() => "地方公共団体のかた。職員のテレワークにも、地域の会社を後押しする仕事にも。",
            "Local governments: for telework of their own staff, and for promoting it among the companies of their area.";
        audience_free() => "費用はかかりません。会員登録もいりません。", "It costs nothing, and you do not need an account.";

        consulting_heading() => "相談の進みかた", "How a consultation goes";
        consulting_text() => "相談は、テレワークマネージャーと呼ぶ専門家がお受けします。ひとつの会社・団体につき、3回まで無料です。",
            "Consultations are given by experts called telework managers. Each organisation has up to three of them free of charge.";
        disciplines() => "専門の分野は2つあります。", "There are two disciplines.";
        discipline_ict() => "ICT環境とセキュリティ", "ICT environment and security";
        discipline_ict_text() => "機器、通信、情報の守りかた。総務省の分野です。", "Equipment, connections, protecting information: the side of MIC.";
        discipline_personnel() => "労務管理", "Personnel management";
        discipline_personnel_text() => "労働時間、就業規則、評価のしかた。厚生労働省の分野です。",
            "Working hours, work rules, how work is assessed: the side of the Ministry of Health, Labour and Welfare (MHLW).";
        phases() => "相談は、次の順に進みます。", "A consultation goes through these phases:";
        phase_survey() => "現状把握：いまの仕事、機器、規則を書き出します。", "Survey: we list today’s tasks, equipment and rules.";
        phase_preparation() => "導入準備：道具と安全対策を選び、規則を直します。", "Preparation: you choose tools and safeguards and amend the rules.";
        phase_follow() => "フォロー：始めてからの困りごとを、一緒に直します。", "Follow-up: once it runs, we put right together what does not work yet.";

        history_heading() => "はじまり", "How it began";
        history_start() => "総務省が、各地の支援機関と一緒にテレワーク・サポートネットワークを始めました。",
            "MIC starts the Telework Support Network together with support organisations in each region.";
        history_event() => "東京都と共催で「テレワークセミナー&相談会 in 東京」をオンラインで開きました。都内の区市町村から、セミナーに11人、相談会に2団体が参加しました。",
            "“Telework Seminar & Consultation in Tokyo”, held online and co-hosted with Tokyo for its municipalities: \
             11 people take part in the seminar, 2 organisations in the consultations.";

        partners_heading() => "支えている人たち", "Who stands behind it";
        partner_mic() => "総務省", "MIC";
        partner_mic_text() => "このネットワークを始め、全体をまとめています。ICT環境とセキュリティの相談を受け持ちます。",
            "Started the network and runs it. Responsible for consultations on the ICT environment and security.";
        partner_mhlw() => "厚生労働省", "MHLW";
        partner_mhlw_text() => "労務管理の相談とセミナーを受け持ちます。", "Responsible for consultations and seminars on personnel management.";
        partner_support() => "支援機関", "Support organisations";
        partner_support_text() => "商工会議所、産業の連合会、IT分野の団体など、地域の会社を支えてきた団体です。各地でセミナーや相談会を開き、身近な窓口になります。",
            "Chambers of commerce, industry federations, IT associations: bodies that have long supported the companies of their \
             region. They hold seminars and consultation meetings there and are the contact nearby.";
        partner_governments() => "地方公共団体", "Local governments";
        partner_governments_text() => "地域のイベントを一緒に開きます（共催）。", "Co-host events in their area.";
        to_organisations() => "地域の支援機関を探す", "Find the support organisations of your region";

        responsible_heading() => "運営と連絡先", "Who is responsible";
        responsible_text() => "テレワーク・サポートネットワークは総務省の事業です。このサイトは、事務局が運営しています。",
            "The Telework Support Network is a programme of MIC. Its secretariat runs this site.";
        responsible_desk() => "窓口は事務局です。セミナー、相談、問い合わせのどれでも、事務局がお受けします。",
            "The secretariat is the one contact for everything: seminars, consultations and inquiries.";
    }
}
