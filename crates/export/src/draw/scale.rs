//! Scales of time and number, and the arithmetic that is the same on every machine.

use crate::days;

/// A scale of days over a stretch of the drawing.
pub(crate) struct TimeScale {
    first: i64,
    last: i64,
    left: f64,
    width: f64,
}

/// A mark on an axis of time.
pub(crate) struct Tick {
    pub(crate) day: i64,
    pub(crate) label: String,
}

impl TimeScale {
    /// A scale that shows the days from `first` to `last`, with a little air on both sides.
    pub(crate) fn new(first: i64, last: i64, left: f64, width: f64) -> TimeScale {
        let air = ((last - first) / 40).max(1);
        TimeScale { first: first - air, last: last + air, left, width }
    }

    /// Where the middle of a day lies.
    pub(crate) fn x(&self, day: i64) -> f64 {
        let span = (self.last - self.first).max(1) as f64;
        self.left + (day - self.first) as f64 / span * self.width
    }

    /// Marks on the axis, as many as can be read.
    pub(crate) fn ticks(&self) -> Vec<Tick> {
        let span = self.last - self.first;
        if span <= 75 {
            return self.day_ticks(if span <= 14 {
                1
            } else if span <= 35 {
                7
            } else {
                14
            });
        }
        let months = match span {
            ..=240 => 1,
            241..=800 => 3,
            801..=1500 => 6,
            1501..=4400 => 12,
            4401..=9000 => 24,
            9001..=20_000 => 60,
            20_001..=50_000 => 120,
            50_001..=250_000 => 600,
            _ => 6000,
        };
        self.month_ticks(months)
    }

    fn day_ticks(&self, step: i64) -> Vec<Tick> {
        // Days since 1970-01-05, a Monday, so that weeks begin on Mondays.
        let begin = self.first + (4 - self.first).rem_euclid(step);
        let mut year_told = i64::MIN;
        let days = (begin..=self.last).step_by(step.max(1) as usize);
        days.map(|number| {
            let (year, month, day) = days::civil(number);
            let mut label = format!("{day} {}", days::month_short(month));
            if year != year_told {
                year_told = year;
                label = format!("{label} {year}");
            }
            Tick { day: number, label }
        })
        .collect()
    }

    fn month_ticks(&self, step: i64) -> Vec<Tick> {
        let (year, month, _) = days::civil(self.first);
        let begin = (year * 12 + i64::from(month) - 1).div_euclid(step) * step;
        let day_of = |month: i64| days::number(month.div_euclid(12), (month.rem_euclid(12) + 1) as u8, 1);
        let months = (0..).map(|k| begin + k * step).take_while(|month| day_of(*month) <= self.last);
        let mut year_told = i64::MIN;
        let shown = months.filter(|month| day_of(*month) >= self.first);
        shown
            .map(|month| {
                let (year, of_year) = (month.div_euclid(12), (month.rem_euclid(12) + 1) as u8);
                let label = match step % 12 {
                    0 => format!("{year}"),
                    _ if year != year_told => format!("{} {year}", days::month_short(of_year)),
                    _ => days::month_short(of_year).to_owned(),
                };
                year_told = year;
                Tick { day: day_of(month), label }
            })
            .collect()
    }
}

/// A round number not below `value`: 1, 2 or 5 times a power of ten.
pub(crate) fn round_up(value: f64) -> f64 {
    let mut power = 1.0;
    while power < 1e15 {
        for factor in [1.0, 2.0, 5.0] {
            if factor * power >= value {
                return factor * power;
            }
        }
        power *= 10.0;
    }
    power
}

/// Cosine of an angle in degrees, by a polynomial, so that every machine gives the same.
pub(crate) fn cosine(degrees: f64) -> f64 {
    let turned = (degrees % 360.0 + 360.0) % 360.0;
    let half = if turned > 180.0 { 360.0 - turned } else { turned };
    let (angle, sign) = if half > 90.0 { (180.0 - half, -1.0) } else { (half, 1.0) };
    let x2 = (angle * RADIAN) * (angle * RADIAN);
    sign * (1.0 - x2 / 2.0 * (1.0 - x2 / 12.0 * (1.0 - x2 / 30.0 * (1.0 - x2 / 56.0 * (1.0 - x2 / 90.0)))))
}

/// Sine of an angle in degrees.
pub(crate) fn sine(degrees: f64) -> f64 {
    cosine(degrees - 90.0)
}

/// A degree in radians.
pub(crate) const RADIAN: f64 = std::f64::consts::PI / 180.0;
