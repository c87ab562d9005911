//! What sites ask of programs (RFC 9309).

use std::time::Duration;

use texting_robots::Robot;

/// A site's wishes.
pub(crate) enum Wishes {
    /// Everything may be fetched.
    All,
    /// What the file says.
    Told(Box<Robot>),
}

/// A longer pause than this is refused by not fetching further, not by waiting an hour.
const MAX_DELAY: Duration = Duration::from_secs(30);

impl Wishes {
    /// Reads a robots.txt. A file that cannot be made sense of asks for nothing.
    pub fn read(product: &str, text: &[u8]) -> Wishes {
        Robot::new(product, text).map_or(Wishes::All, |robot| Wishes::Told(Box::new(robot)))
    }

    pub fn allow(&self, address: &str) -> bool {
        match self {
            Wishes::All => true,
            Wishes::Told(robot) => robot.allowed(address),
        }
    }

    /// How long to wait between two requests, where the site says so.
    pub fn delay(&self) -> Option<Duration> {
        let Wishes::Told(robot) = self else { return None };
        let seconds = robot.delay.filter(|seconds| seconds.is_finite() && *seconds > 0.0)?;
        Some(Duration::from_secs_f32(seconds.min(MAX_DELAY.as_secs_f32())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects sites: their general and particular wishes, and their pace.
    #[test]
    fn wishes_are_read() {
        let text = b"User-agent: *\nDisallow: /private/\nCrawl-delay: 3\n\nUser-agent: attache\nDisallow: /drafts\n";
        let general = Wishes::read("other", text);
        assert!(general.allow("http://a.example/news/1") && !general.allow("http://a.example/private/1"));
        assert_eq!(general.delay(), Some(Duration::from_secs(3)));
        let ours = Wishes::read("attache", text);
        assert!(ours.allow("http://a.example/private/1") && !ours.allow("http://a.example/drafts/1"));
        assert_eq!(ours.delay(), None);
        let odd = Wishes::read("attache", b"<html>\xff\xfe not found");
        assert!(odd.allow("http://a.example/"));
        let slow = Wishes::read("attache", b"User-agent: *\nCrawl-delay: 99999\n");
        assert_eq!(slow.delay(), Some(MAX_DELAY));
    }
}
