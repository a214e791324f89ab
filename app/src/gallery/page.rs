//! The gallery: one section for each component, one block for each state.

use leptos::prelude::*;

use super::sample;
use crate::component::{
    ActionList, Answers, ApplyBar, Banner, BannerKind, Breadcrumb, ButtonKind, ButtonLink, Checkbox, Chip, ChoiceCards,
    DatedSteps, ErrorSummary, EventBrief, EventList, FactsBox, FormPart, Icon, MonthGrid, MonthHeading, Page,
    Pagination, Picture, ReferenceView, RegionList, RemovableChip, Ruby, SeatsState, Section, SelectField, Steps,
    SubmitButton, Switch, Table, Terms, TextArea, TextField, TileMap, prefecture_groups,
};
use crate::text::use_text;

/// One component: its name and its states.
#[component]
fn Part(id: &'static str, name: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="section" aria-labelledby=id>
            <h2 id=id>{name}</h2>
            <div class="stack">{children()}</div>
        </section>
    }
    .into_any()
}

/// One state of a component, with what makes it that state.
#[component]
fn State(name: &'static str, children: Children) -> impl IntoView {
    view! {
        <div class="gallery-state">
            <p class="quiet">{name}</p>
            {children()}
        </div>
    }
    .into_any()
}

/// The parts of the page, in the order of the index.
const PARTS: [(&str, &str); 17] = [
    ("buttons", "ボタン"),
    ("chips", "チップ"),
    ("banners", "バナー"),
    ("errors", "エラーのまとめ"),
    ("fields", "入力欄"),
    ("choices", "選択肢"),
    ("steps", "ステップ"),
    ("room", "空き状況"),
    ("rows", "イベントの一覧"),
    ("facts", "開催のあらまし"),
    ("month", "月のカレンダー"),
    ("map", "地図と一覧"),
    ("answers", "確認と控え"),
    ("dated", "これからのこと"),
    ("tables", "表"),
    ("ways", "切りかえとページ送り"),
    ("words", "文章"),
];

/// Every component in every state. The fixed words come in the language of the page; the samples are Japanese, with
/// English among them.
#[component]
pub fn GalleryPage() -> impl IntoView {
    let index: Vec<_> =
        PARTS.into_iter().map(|(id, name)| view! { <li><a href=format!("#{id}")>{name}</a></li> }).collect();
    view! {
        <Page title="部品の見本" section=Section::None private=true>
            <div lang="ja">
            <Breadcrumb trail=vec![("/".to_owned(), "ホーム".to_owned())] here="部品の見本"/>
            <div class="page-head">
                <h1>"部品の見本"</h1>
                <p class="lead">"どのページも、ここにある部品でできています。"</p>
            </div>
            <ul class="gallery-index">{index}</ul>
            <div class="gallery">
                <Buttons/>
                <Labels/>
                <Forms/>
                <Events/>
                <Records/>
                <Ways/>
                <Words/>
            </div>
            </div>
        </Page>
    }
    .into_any()
}

#[component]
fn Buttons() -> impl IntoView {
    view! {
        <Part id="buttons" name="ボタン">
            <State name="主な操作、ほかの操作、やめる。指すと濃くなり下線がつき、選ぶと黒と黄の枠がつく">
                <div class="button-row">
                    <SubmitButton label="この内容で申し込む"/>
                    <ButtonLink href="#buttons" label="入力に戻る" kind=ButtonKind::Outline/>
                    <ButtonLink href="#buttons" label="やめて戻る" kind=ButtonKind::Text/>
                </div>
            </State>
            <State name="中、小（指には44px）、長い文字">
                <div class="button-row">
                    <button class="button" type="button">"次のイベントを見る"</button>
                    <button class="button button-small button-outline" type="button">"写す"</button>
                    <ButtonLink
                        href="#buttons"
                        label="キャンセル待ちに登録して、空いたときに知らせを受け取る"
                        kind=ButtonKind::Outline
                    />
                </div>
            </State>
            <State name="英語">
                <div class="button-row" lang="en">
                    <SubmitButton label="Register for this event"/>
                    <ButtonLink href="#buttons" label="Back to your details" kind=ButtonKind::Text/>
                </div>
            </State>
            <State name="絵">
                <div class="button-row">
                    <Icon picture=Picture::Event/>
                    <Icon picture=Picture::Consultation/>
                    <Icon picture=Picture::Inquiry/>
                </div>
            </State>
        </Part>
    }
    .into_any()
}

#[component]
fn Labels() -> impl IntoView {
    view! {
        <Part id="chips" name="チップ">
            <State name="種類と、強い状態">
                <p class="chip-list"><Chip label="受付中" strong=true/><Chip label="セミナー&相談会"/><Chip label="会場とオンライン"/></p>
            </State>
            <State name="外せる条件">
                <ul class="chip-list">
                    <li><RemovableChip label="地域：関東" href="#chips" remove_label="を外す"/></li>
                    <li><RemovableChip label="ことば：就業規則の直しかたと労働時間の記録" href="#chips" remove_label="を外す"/></li>
                </ul>
            </State>
        </Part>
        <Part id="banners" name="バナー">
            <State name="知らせ">
                <Banner kind=BannerKind::Information title="専門家から回答が届きました">
                    <p>"解決したかどうかを、下の欄でお知らせください。"</p>
                </Banner>
            </State>
            <State name="成功">
                <Banner kind=BannerKind::Success title="内容を変更しました"><p>"新しい控えをメールで送りました。"</p></Banner>
            </State>
            <State name="注意">
                <Banner kind=BannerKind::Warning title="このイベントは満席です">
                    <p>"キャンセル待ちに登録できます。"<a href="#rows">"ほかの日を見る"</a></p>
                </Banner>
            </State>
            <State name="失敗、長い文字">
                <Banner kind=BannerKind::Error title="申込を受け付けられませんでした。開いているあいだに、このイベントの受付が終わりました">
                    <p>"入力した内容は、どこにも送られていません。"</p>
                </Banner>
            </State>
        </Part>
        <Part id="errors" name="エラーのまとめ">
            <State name="2つの誤り。ページを開くと、ここに焦点が移る">
                <ErrorSummary errors=vec![
                    ("kana".to_owned(), "フリガナを入力してください".to_owned()),
                    ("email".to_owned(), "メールアドレスに「@」がありません。例のように入力してください".to_owned()),
                ]/>
            </State>
            <State name="誤りがなければ何もない"><ErrorSummary errors=vec![]/></State>
        </Part>
    }
    .into_any()
}

#[component]
fn Forms() -> impl IntoView {
    let text = use_text();
    view! {
        <Part id="fields" name="入力欄">
            <form class="form" action="#fields" method="get" novalidate=true>
                <FormPart legend="参加する人">
                    <div class="pair">
                        <TextField name="name" label="氏名" value="高橋 由紀" autocomplete="name"/>
                        <TextField
                            name="kana"
                            label="フリガナ"
                            value=""
                            error="フリガナを入力してください".to_owned()
                            autocomplete="off"
                        />
                    </div>
                    <TextField
                        name="email"
                        label="メールアドレス"
                        value="y.takahashi.example.co.jp"
                        error="メールアドレスに「@」がありません。例のように入力してください".to_owned()
                        hint="受付番号と当日のご案内を送ります。例：info@example.jp".to_owned()
                        kind="email"
                        autocomplete="email"
                        size="input-long"
                    />
                    <TextField
                        name="phone"
                        label="電話番号"
                        value=""
                        hint="当日の連絡にだけ使います。全角でも、ハイフンがなくてもかまいません。".to_owned()
                        required=false
                        kind="tel"
                        autocomplete="tel"
                        size="input-medium"
                    />
                    <SelectField
                        name="prefecture"
                        label="都道府県"
                        groups=prefecture_groups(text.language())
                        chosen="13"
                        prompt="選んでください"
                        size="input-short"
                    />
                    <SelectField
                        name="seats"
                        label="人数"
                        groups=vec![(String::new(), sample::seat_counts())]
                        chosen=""
                        prompt="選んでください"
                        error="人数を選んでください".to_owned()
                        size="input-short"
                    />
                    <TextArea
                        name="question"
                        label="登壇者に聞きたいこと"
                        value="</textarea><script>alert('これは文字です')</script>"
                        hint="400字まで。".to_owned()
                        required=false
                    />
                    <TextArea
                        name="access"
                        label="手伝いの要ること"
                        value="とても長い文を書いたとき"
                        error="400字までにしてください。いまは412字です".to_owned()
                        required=false
                        rows=3
                    />
                </FormPart>
                <div class="button-row"><SubmitButton label="確認へ進む"/></div>
            </form>
        </Part>
        <Part id="choices" name="選択肢">
            <form class="form" action="#choices" method="get" novalidate=true>
                <ChoiceCards
                    name="format"
                    legend="どこで参加しますか"
                    choices=sample::formats()
                    chosen=vec!["online".to_owned()]
                />
                <ChoiceCards
                    name="sector"
                    legend="区分"
                    choices=sample::sectors()
                    chosen=vec![]
                    error="区分を選んでください".to_owned()
                />
                <ChoiceCards
                    name="topic"
                    legend="関心のある内容"
                    choices=sample::topics()
                    chosen=vec!["ict".to_owned(), "security".to_owned()]
                    many=true
                    hint="いくつでも選べます。".to_owned()
                    required=false
                    pair=false
                />
                <Checkbox name="agree" label="個人情報の扱いに同意します" checked=false error="同意が必要です".to_owned()/>
                <Checkbox name="reminder" label="前日に知らせを受け取る" checked=true/>
                <fieldset class="field">
                    <legend>"種類（一覧の条件）"</legend>
                    <div>
                        <label class="choice"><input type="checkbox" name="kind" value="seminar" checked=true/>"セミナー"</label>
                        <label class="choice"><input type="checkbox" name="kind" value="consultation"/>"相談会"</label>
                    </div>
                </fieldset>
                <div class="button-row"><SubmitButton label="この条件で探す"/></div>
            </form>
        </Part>
        <Part id="steps" name="ステップ">
            <State name="入力"><Steps now=1/></State>
            <State name="確認"><Steps now=2/></State>
            <State name="完了"><Steps now=3/></State>
        </Part>
    }
    .into_any()
}

#[component]
fn Events() -> impl IntoView {
    view! {
        <Part id="room" name="空き状況">
            <State name="空きあり、残りわずか、満席、受付終了">
                <SeatsState seats=sample::seats("seats-open", "残り38席", Some("定員80名"))/>
                <SeatsState seats=sample::seats("seats-few", "残り3席", Some("定員20名"))/>
                <SeatsState seats=sample::seats("seats-full", "満席・キャンセル待ち可", None)/>
                <SeatsState seats=sample::seats("seats-closed", "受付終了", None)/>
            </State>
        </Part>
        <Part id="rows" name="イベントの一覧">
            <State name="月の見出しと、ふつうの行、長い行、英語のページの日本語の題、中止">
                <MonthHeading month="2026年12月" note="令和8年・4件"/>
                <EventList rows=sample::rows() heading_level=4/>
            </State>
        </Part>
        <Part id="facts" name="開催のあらまし">
            <div class="columns columns-aside">
                <State name="申込の画面の横に立つもの">
                    <EventBrief
                        label="申し込むイベント"
                        title="はじめてのテレワーク：小さな会社の3か月計画"
                        lines=vec![
                            "2026年12月8日（火） 14:00〜17:30".to_owned(),
                            "千代田産業会館・オンライン　無料".to_owned(),
                        ]
                    />
                </State>
                <FactsBox heading="開催のあらまし" facts=sample::facts() seats=sample::parts()>
                    <ButtonLink href="#facts" label="申し込む"/>
                    <p><a href="#facts">"カレンダーに入れる"</a></p>
                </FactsBox>
            </div>
            <State name="電話の画面の下に立つもの"><ApplyBar href="#facts" label="申し込む（無料・残り38席）"/></State>
        </Part>
        <Part id="month" name="月のカレンダー">
            <State name="広ければ格子、狭ければ予定のある日の一覧"><MonthGrid days=sample::month()/></State>
        </Part>
        <Part id="map" name="地図と一覧">
            <div class="columns columns-map">
                <TileMap heading="全国のこれからのイベント" total_line="145件" tiles=sample::tiles() list_href="#region-list"/>
                <div id="region-list"><RegionList regions=sample::regions()/></div>
            </div>
        </Part>
    }
    .into_any()
}

#[component]
fn Records() -> impl IntoView {
    view! {
        <Part id="answers" name="確認と控え">
            <State name="変更は、リンクか、リンクに見えるボタン">
                <form action="#answers" method="post"><Answers rows=sample::answers()/></form>
            </State>
            <State name="完了">
                <div class="confirmation">
                    <p>"申し込みました"</p>
                    <ReferenceView number="KX7M P4RT" spoken="ケー・エックス・なな・エム、ピー・よん・アール・ティー"/>
                </div>
            </State>
        </Part>
        <Part id="dated" name="これからのこと">
            <State name="済んだことと、これから"><DatedSteps steps=sample::steps()/></State>
            <State name="できること"><ActionList items=sample::actions()/></State>
        </Part>
        <Part id="tables" name="表">
            <State name="最初の列が行の見出し">
                <Table
                    caption="どの枠も30分です。申込のときに選べます。"
                    head=["開始", "ICT環境・セキュリティ", "労務管理"].map(str::to_owned).to_vec()
                    rows=[["16:00", "予約済み", "予約済み"], ["16:30", "空き", "予約済み"]]
                        .map(|row| row.map(str::to_owned).to_vec())
                        .to_vec()
                />
            </State>
        </Part>
    }
    .into_any()
}

#[component]
fn Ways() -> impl IntoView {
    let page = |number: u32| (number, (number != 3).then(|| format!("#page-{number}")));
    view! {
        <Part id="ways" name="切りかえとページ送り">
            <State name="見かた">
                <div>
                    <Switch
                        label="見かた"
                        items=vec![
                            ("#ways".to_owned(), "一覧".to_owned(), true),
                            ("#ways".to_owned(), "月".to_owned(), false),
                        ]
                    />
                </div>
            </State>
            <State name="3ページ目、間の抜けたページ">
                <Pagination
                    pages=vec![page(1), page(2), page(3), page(4), page(12)]
                    previous="#page-2".to_owned()
                    next="#page-4".to_owned()
                />
            </State>
        </Part>
    }
    .into_any()
}

#[component]
fn Words() -> impl IntoView {
    let row = |name: &'static str, said: &'static str| (name.into(), said.into());
    view! {
        <Part id="words" name="文章">
            <State name="名前と説明">
                <Terms rows=vec![
                    row("セミナー", "進めかた、道具、実例をお話しします。"),
                    row("ICT環境とセキュリティ", "機器、通信、情報の守りかた。"),
                ]/>
            </State>
            <State name="ふりがな">
                <div class="prose has-readings">
                    <p><Ruby marked="事務局《じむきょく》は ｜2日《ふつか》で 答《こた》えます。"/></p>
                </div>
            </State>
        </Part>
    }
    .into_any()
}
