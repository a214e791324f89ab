/**
 * Events in the national catalogue's form, for tests that need an event of their own.
 */

const COLUMNS =
  'NO,都道府県コード又は市区町村コード,名称,名称(カナ),名称(英字),名称(通称),サブタイトル,概要,説明,サブイベント,イベント種類,URL,画像URL,状態,対象となる産業,ステージ,開始日,終了日,開始時刻,終了時刻,日時備考,場所名称,集合場所,郵便番号,住所都道府県,住所市区町村,住所町名,住所丁目以下,建物名等,緯度,経度,主催団体,共催団体,その他関係団体,対象者,定員,料金(基本),料金(詳細),外国語対応,申込期限日,申込期限時刻,申込方法,アクセス方法,駐車場情報,駐輪場情報,連絡先名称,連絡先電話番号,連絡先内線番号,連絡先メールアドレス,備考'.split(
    ',',
  )

/** One event. Held on the afternoon of a Friday, in a hall and online, unless it says otherwise. */
export interface CatalogueRow {
  code: string
  title: string
  titleInEnglish: string
  capacity?: number
  day?: string
  place?: string
  deadline?: { day: string; time: string }
  /** The reason, where the event was called off. */
  cancelled?: string
}

const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXY'
const DIGITS = '23456789'

/** A code as the program draws them: every third sign a digit. */
export function newCode(): string {
  const draw = (signs: string) => signs[Math.floor(Math.random() * signs.length)]
  const signs = Array.from({ length: 7 }, (_, place) => draw(place % 3 === 2 ? DIGITS : LETTERS)).join('')
  return `${signs.slice(0, 3)}-${signs.slice(3)}`
}

/** An event that nobody else knows of. */
export function newEvent(wishes: Partial<CatalogueRow> = {}): CatalogueRow {
  const code = newCode()
  return { code, title: `テレワーク入門セミナー ${code}`, titleInEnglish: `Telework primer ${code}`, ...wishes }
}

function cells(row: CatalogueRow): string[] {
  const day = row.day ?? '2026-12-18'
  const known: Record<string, string> = {
    NO: row.code,
    都道府県コード又は市区町村コード: '130001',
    名称: row.title,
    '名称(英字)': row.titleInEnglish,
    概要: '小さな会社のための入門です。',
    イベント種類: 'セミナー',
    状態: row.cancelled ? '中止' : '',
    開始日: day,
    終了日: day,
    開始時刻: '14:00',
    終了時刻: '16:00',
    集合場所: row.place ?? '千代田産業会館／オンライン',
    郵便番号: '1000001',
    住所都道府県: '東京都',
    住所市区町村: '千代田区',
    住所町名: '千代田',
    住所丁目以下: '1-1',
    主催団体: 'テレワーク・サポートネットワーク事務局',
    対象者: '企業',
    定員: row.capacity === undefined ? '' : String(row.capacity),
    '料金(基本)': '0',
    申込期限日: row.deadline?.day ?? '',
    申込期限時刻: row.deadline?.time ?? '',
    備考: row.cancelled ? `中止：${row.cancelled}` : '',
  }
  return COLUMNS.map((column) => known[column] ?? '')
}

/** A whole file. */
export function catalogue(rows: CatalogueRow[]): string {
  const line = (values: string[]) => values.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')
  return `\ufeff${[COLUMNS, ...rows.map(cells)].map(line).join('\r\n')}\r\n`
}
