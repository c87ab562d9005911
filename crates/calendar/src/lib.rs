//! Date phrases and EDTF arithmetic, used by `read` (publication dates) and `resolve` (event dates).
