//! Row numbers typed by what they number, and tables indexed by them.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// The row number of a `T` in the table of its layer.
pub struct Id<T>(u32, PhantomData<fn() -> T>);

impl<T> Id<T> {
    /// The id of row `row`.
    pub fn new(row: usize) -> Id<T> {
        Id(row as u32, PhantomData)
    }

    /// The row number.
    pub fn row(self) -> usize {
        self.0 as usize
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Id<T> {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Id<T>) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Id<T>) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Id<T>) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// A run of consecutive rows, end exclusive.
pub struct IdRange<T> {
    start: u32,
    end: u32,
    row: PhantomData<fn() -> T>,
}

impl<T> IdRange<T> {
    /// Rows `start..end`.
    pub fn new(start: usize, end: usize) -> IdRange<T> {
        IdRange { start: start as u32, end: end as u32, row: PhantomData }
    }

    /// As row numbers.
    pub fn rows(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The ids in order.
    pub fn ids(self) -> impl DoubleEndedIterator<Item = Id<T>> + ExactSizeIterator {
        self.rows().map(Id::new)
    }

    /// Number of rows.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether there is no row.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `id` is one of the rows.
    pub fn contains(self, id: Id<T>) -> bool {
        self.rows().contains(&id.row())
    }
}

impl<T> Clone for IdRange<T> {
    fn clone(&self) -> IdRange<T> {
        *self
    }
}
impl<T> Copy for IdRange<T> {}
impl<T> PartialEq for IdRange<T> {
    fn eq(&self, other: &IdRange<T>) -> bool {
        self.rows() == other.rows()
    }
}
impl<T> Eq for IdRange<T> {}
impl<T> fmt::Debug for IdRange<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}..{}", self.start, self.end)
    }
}

/// Rows of `T`, indexed by [`Id<T>`].
#[derive(Clone, PartialEq, Eq)]
pub struct Table<T>(Vec<T>);

impl<T> Table<T> {
    /// An empty table.
    pub fn new() -> Table<T> {
        Table(Vec::new())
    }

    /// Adds a row and returns its id.
    pub fn push(&mut self, row: T) -> Id<T> {
        self.0.push(row);
        Id::new(self.0.len() - 1)
    }

    /// The row, if there is one.
    pub fn get(&self, id: Id<T>) -> Option<&T> {
        self.0.get(id.row())
    }

    /// All ids in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = Id<T>> + ExactSizeIterator + use<T> {
        (0..self.0.len()).map(Id::new)
    }

    /// Ids and rows in order.
    pub fn iter_with_ids(&self) -> impl DoubleEndedIterator<Item = (Id<T>, &T)> + ExactSizeIterator {
        self.0.iter().enumerate().map(|(row, value)| (Id::new(row), value))
    }

    /// The rows as a slice.
    pub fn rows(&self) -> &[T] {
        &self.0
    }

    /// The rows of a run.
    pub fn slice(&self, range: IdRange<T>) -> &[T] {
        &self.0[range.rows()]
    }

    /// The rows, to change.
    pub fn rows_mut(&mut self) -> &mut [T] {
        &mut self.0
    }

    /// Rows in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T> Default for Table<T> {
    fn default() -> Table<T> {
        Table::new()
    }
}
impl<T> From<Vec<T>> for Table<T> {
    fn from(rows: Vec<T>) -> Table<T> {
        Table(rows)
    }
}
impl<T> Index<Id<T>> for Table<T> {
    type Output = T;
    fn index(&self, id: Id<T>) -> &T {
        &self.0[id.row()]
    }
}
impl<T> IndexMut<Id<T>> for Table<T> {
    fn index_mut(&mut self, id: Id<T>) -> &mut T {
        &mut self.0[id.row()]
    }
}
impl<'t, T> IntoIterator for &'t Table<T> {
    type Item = &'t T;
    type IntoIter = std::slice::Iter<'t, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
impl<T: fmt::Debug> fmt::Debug for Table<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter_with_ids()).finish()
    }
}
