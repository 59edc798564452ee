//! What stands in a result file besides the organisation's own cells, in the two languages of
//! those who run and use the service. Kept here and not with the pages' texts, because the same
//! file has to come out of the command line and of the browser, byte for byte.

use crate::reasons;
use std::borrow::Cow;

/// The language of the columns that a result file has more than the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResultLanguage {
    Japanese,
    English,
}

/// Why a row is not checked, where none of its cells is to blame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowReason {
    NoIdentifier,
    Uneven,
}

impl ResultLanguage {
    /// `ja` or `en`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag {
            "ja" => Some(Self::Japanese),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    pub fn tag(self) -> &'static str {
        match self {
            Self::Japanese => "ja",
            Self::English => "en",
        }
    }

    pub(crate) fn headings(self) -> [&'static str; 2] {
        match self {
            Self::Japanese => ["該当", "区分"],
            Self::English => ["listed", "groups"],
        }
    }

    pub(crate) fn listed(self) -> &'static str {
        match self {
            Self::Japanese => "該当あり",
            Self::English => "yes",
        }
    }

    pub(crate) fn not_listed(self) -> &'static str {
        match self {
            Self::Japanese => "該当なし",
            Self::English => "no",
        }
    }

    /// `reasons` is put together with [`Self::of_row`] and [`Self::of_cell`].
    pub(crate) fn not_checked(self, reasons: &[String]) -> String {
        match self {
            Self::Japanese => format!("未確認：{}", reasons.join("／")),
            Self::English => format!("not checked: {}", reasons.join("; ")),
        }
    }

    pub(crate) fn of_row(self, reason: RowReason) -> String {
        let words = match (self, reason) {
            (Self::Japanese, RowReason::NoIdentifier) => "確認に使える項目がありません",
            (Self::Japanese, RowReason::Uneven) => "列の数が見出しの行と違います",
            (Self::English, RowReason::NoIdentifier) => "nothing that can be asked by",
            (Self::English, RowReason::Uneven) => "another number of cells than the header",
        };
        words.to_owned()
    }

    pub(crate) fn of_cell(self, column: &str, reason: &str) -> String {
        match self {
            Self::Japanese => format!("{column}：{}", japanese(reason).unwrap_or(reason)),
            Self::English => {
                let words = reasons::sentence(reason).unwrap_or(Cow::Borrowed(reason));
                format!("{column}: {words}")
            }
        }
    }

    /// Between the titles of several groups.
    pub(crate) fn separator(self) -> &'static str {
        match self {
            Self::Japanese => "、",
            Self::English => "; ",
        }
    }
}

/// The twins of [`reasons::sentence`].
fn japanese(reason: &str) -> Option<&'static str> {
    Some(match reason {
        "composite-incomplete" => "ほかの項目はありますが、ここが空です",
        "cell-error" => "表計算のエラー表示です",
        "cell-too-long" => "長すぎます",
        "digits-lost" => "表計算ソフトで下の桁が失われています",
        "number-fraction" => "小数点のある数です",
        "email-white-space" => "途中に空白があります",
        "phone-several" => "二つ目の番号が省略されています",
        "phone-extension" => "内線番号と電話番号を区別できません",
        "date-zone" => "時差のある日時で、日付が定まりません",
        "group-unknown" => "この事案にない区分です",
        "input-empty" => "空です",
        "input-too-long" => "長すぎます",
        "input-field-count" => "項目の数が違います",
        "email-without-at" => "@ がありません",
        "email-several-at" => "@ が二つ以上あります",
        "email-local-length" => "@ の前がないか、長すぎます",
        "email-local-character" => "@ の前にアドレスでは使えない文字があります",
        "email-domain" => "@ の後が正しくありません",
        "email-domain-without-dot" => "@ の後に点がありません",
        "phone-character" => "電話番号では使えない文字があります",
        "phone-too-short" => "電話番号の数字が足りません",
        "phone-too-long" => "電話番号の数字が多すぎます",
        "code-length" => "コードの文字数が違います",
        "code-character" => "コードでは使わない文字があります",
        "code-check" => "コードのどこかが違っています",
        "number-code-character" => "数字と英字ではない文字があります",
        "number-code-length" => "文字数が違います",
        "digits-character" => "数字ではない文字があります",
        "digits-length" => "数字の数が違います",
        "date-form" => "日付として読み取れません",
        "date-calendar" => "暦にない日付です",
        "kana-character" => "カナではない文字があります",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use shirabe_protocol::error::InputError;

    #[test]
    fn every_reason_has_words_in_both_languages() {
        let own = reasons::REASONS.iter().map(|(code, _)| *code);
        for code in own.chain(InputError::ALL.map(InputError::code)) {
            assert!(japanese(code).is_some(), "{code}");
            assert!(reasons::sentence(code).is_some(), "{code}");
        }
        assert_eq!(japanese("no-such-code"), None);
    }
}
