//! The page's own program, damaged on its way.

use super::{fails, hostile, mended};
use crate::browser::scene::{SURVEY, Scene};
use shirabe_tests::proxy::Mischief;

hostile! { "shirabe_client_bg.wasm";
    a_program_cut_short_is_an_error: Mischief::Shorten(50_000) => "program:damaged";
    a_program_broken_off_is_an_error:
        Mischief::BreakOff(50_000) => "network:unreachable" | "program:damaged";
    a_500_for_the_program_is_an_error: Mischief::status(500) => "network:refused-500";
    a_server_that_vanishes_at_the_program_is_an_error: Mischief::Vanish => "network:unreachable";
}

#[test]
fn a_worker_that_does_not_come_is_an_error() {
    let scene = Scene::of(SURVEY);
    scene.proxy.misbehave("/worker.js", Mischief::status(500));
    fails(&scene, "/worker.js", &["worker:failed"]);
    mended(&scene);
}
