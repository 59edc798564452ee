//! What happens with what people type, and how they know that a page is real.

use crate::{
    frame::{
        public::{Frame, PublicUrl},
        reply,
    },
    words::Words,
};
use actix_web::{HttpResponse, web};
use askama::Template;

#[derive(Template)]
#[template(path = "how-it-works.html")]
struct HowItWorksPage {
    w: Words,
    frame: Frame,
}

pub async fn how_it_works(
    language: web::Path<String>,
    address: Option<web::Data<PublicUrl>>,
) -> HttpResponse {
    let words = Words::of_page(&language);
    let frame = Frame::new(words, words.text("how-title"), "how-it-works").at(address.as_ref());
    reply::page(&HowItWorksPage { w: words, frame }, words)
}
