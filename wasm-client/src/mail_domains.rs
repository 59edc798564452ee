//! "Did you mean ...?" for mail domains that people mistype. Only a proposal: it never changes
//! what is looked up unless the person takes it.

/// Domains that many people use, in Japan and where the people of the source cases come from.
const COMMON: [&str; 26] = [
    "gmail.com",
    "yahoo.co.jp",
    "yahoo.com",
    "yahoo.com.vn",
    "yahoo.co.in",
    "icloud.com",
    "me.com",
    "outlook.com",
    "outlook.jp",
    "hotmail.com",
    "hotmail.co.jp",
    "live.jp",
    "live.com",
    "msn.com",
    "docomo.ne.jp",
    "ezweb.ne.jp",
    "au.com",
    "softbank.ne.jp",
    "i.softbank.jp",
    "ymobile.ne.jp",
    "nifty.com",
    "biglobe.ne.jp",
    "ocn.ne.jp",
    "so-net.ne.jp",
    "rediffmail.com",
    "proton.me",
];

/// Real domains that look like slips of a common one.
const HONEST_NEIGHBOURS: [&str; 14] = [
    "mail.com",
    "email.com",
    "ymail.com",
    "gmx.com",
    "aol.com",
    "live.co.jp",
    "live.cn",
    "outlook.co",
    "outlook.fr",
    "yahoo.co.id",
    "yahoo.co.kr",
    "yahoo.com.br",
    "yahoo.com.ph",
    "hotmail.fr",
];

/// Endings where one letter was lost or exchanged.
const ENDINGS: [(&str, &str); 6] = [
    (".con", ".com"),
    (".cmo", ".com"),
    (".ocm", ".com"),
    (".co,jp", ".co.jp"),
    (".cojp", ".co.jp"),
    (".nejp", ".ne.jp"),
];

/// The address with the domain that was likely meant, or `None` where nothing looks wrong.
pub fn likely_meant(text: &str) -> Option<String> {
    let (local, domain) = text.trim().rsplit_once(['@', '\u{FF20}'])?;
    let domain = domain.to_ascii_lowercase();
    if COMMON.contains(&domain.as_str()) || HONEST_NEIGHBOURS.contains(&domain.as_str()) {
        return None;
    }
    let near = COMMON.iter().find(|common| {
        // Short names have many honest neighbours.
        let allowed = if common.len() < 9 { 1 } else { 2 };
        common.len() >= 7 && within(&domain, common, allowed)
    });
    let meant = near.map(|common| (*common).to_owned()).or_else(|| {
        ENDINGS
            .iter()
            .find_map(|(wrong, right)| Some(format!("{}{right}", domain.strip_suffix(wrong)?)))
    })?;
    Some(format!("{local}@{meant}"))
}

/// Whether at most `allowed` letters were left out, put in, replaced, or exchanged with their
/// neighbour (optimal string alignment).
fn within(a: &str, b: &str, allowed: usize) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > allowed {
        return false;
    }
    let mut before = vec![0; b.len() + 1];
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()] <= allowed
}

#[cfg(test)]
mod tests {
    use super::likely_meant;

    #[test]
    fn slips_are_noticed() {
        for (typed, meant) in [
            ("a@gmial.com", "a@gmail.com"),
            ("a@gmail.con", "a@gmail.com"),
            ("a@GMAIL.CO", "a@gmail.com"),
            ("a@yaho.co.jp", "a@yahoo.co.jp"),
            ("a@docomo.nejp", "a@docomo.ne.jp"),
            ("a@example.con", "a@example.com"),
        ] {
            assert_eq!(likely_meant(typed).as_deref(), Some(meant));
        }
    }

    #[test]
    fn honest_domains_are_left_alone() {
        for typed in [
            "a@gmail.com",
            "a@example.jp",
            "a@mail.com",
            "a@ymail.com",
            "a@aol.com",
            "a@gmx.com",
            "a",
        ] {
            assert_eq!(likely_meant(typed), None, "{typed}");
        }
    }
}
