//! Many rows in few statements: one for each row would be a trip to the database each.

/// How many rows a statement inserts; as many as fit, the largest first.
const SIZES: [usize; 3] = [256, 16, 1];

/// One `INSERT`, written for each of the sizes.
pub(super) struct ManyRows([String; 3]);

impl ManyRows {
    /// `before` ends with `VALUES`; each row has so many values.
    pub(super) fn new(before: &str, values: usize, after: &str) -> Self {
        Self(SIZES.map(|rows| format!("{before} {} {after}", placeholders(rows, values))))
    }

    /// Cuts the rows so that each part has a statement of its size.
    pub(super) fn parts<'a, R>(
        &'static self,
        rows: &'a [R],
    ) -> impl Iterator<Item = (&'static str, &'a [R])> {
        let mut rest = rows;
        std::iter::from_fn(move || {
            let place = SIZES.iter().position(|size| *size <= rest.len())?;
            let (part, left) = rest.split_at(SIZES[place]);
            rest = left;
            Some((self.0[place].as_str(), part))
        })
    }
}

/// `($1, $2), ($3, $4)`
pub(super) fn placeholders(rows: usize, values: usize) -> String {
    let row = |row: usize| {
        let numbers: Vec<String> =
            (1..=values).map(|value| format!("${}", row * values + value)).collect();
        format!("({})", numbers.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

/// Inserts rows: `insert_rows!(in transaction, TEXTS, &rows, |row| [row.a, row.b])`; gives the
/// number of rows it entered or changed.
macro_rules! insert_rows {
    (in $transaction:expr, $texts:expr, $rows:expr, |$row:ident| [$($value:expr),* $(,)?]) => {{
        let mut entered = 0;
        for (text, part) in $texts.parts($rows) {
            entered += match $transaction {
                $crate::database::Transaction::Sqlite(on) => {
                    let mut query = sqlx::query::<sqlx::Sqlite>(text);
                    for $row in part {
                        query = query$(.bind($value))*;
                    }
                    query.execute(&mut **on).await?.rows_affected()
                }
                $crate::database::Transaction::Postgres(on) => {
                    let mut query = sqlx::query::<sqlx::Postgres>(text);
                    for $row in part {
                        query = query$(.bind($value))*;
                    }
                    query.execute(&mut **on).await?.rows_affected()
                }
            };
        }
        entered
    }};
}

pub(super) use insert_rows;

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::LazyLock;

    #[test]
    fn parts_cover_every_row_once_in_order() {
        static TEXTS: LazyLock<ManyRows> =
            LazyLock::new(|| ManyRows::new("INSERT INTO a (b, c) VALUES", 2, "ON CONFLICT"));
        assert_eq!(TEXTS.0[2], "INSERT INTO a (b, c) VALUES ($1, $2) ON CONFLICT");
        assert!(TEXTS.0[1].contains("($31, $32) ON"));
        for count in [0, 1, 15, 16, 255, 300, 4096] {
            let rows: Vec<usize> = (0..count).collect();
            let parts: Vec<_> = TEXTS.parts(&rows).collect();
            for (text, part) in &parts {
                assert_eq!(text.matches('(').count(), part.len() + 1);
            }
            let joined: Vec<usize> =
                parts.into_iter().flat_map(|(_, part)| part).copied().collect();
            assert_eq!(joined, rows);
        }
    }
}
