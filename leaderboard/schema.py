"""Tables of a board file (one per viewer scope) and of ``people.db``.

Times are seconds since 1970 UTC, points are thousandths, costs are integers in the unit of their
formula, shares are percent. A figure that may not be shown is NULL beside ``status = 'withheld'``.
"""

__all__ = ["BOARD", "PEOPLE", "SCHEMA_VERSION"]

SCHEMA_VERSION = 3

# In a WITHOUT ROWID table the key columns come first and in key order: SQLite 3.40 otherwise
# reports false faults in its quick_check.
BOARD = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE company (company_id TEXT PRIMARY KEY, name_en TEXT NOT NULL, name_ja TEXT NOT NULL,
    industry TEXT NOT NULL, ord INTEGER NOT NULL) STRICT;
CREATE TABLE skill (skill_id TEXT PRIMARY KEY, ord INTEGER NOT NULL) STRICT;
CREATE TABLE course (course_id TEXT PRIMARY KEY, title_en TEXT NOT NULL, title_ja TEXT NOT NULL,
    level TEXT NOT NULL, ord INTEGER NOT NULL) STRICT;
CREATE TABLE formula (formula_id TEXT PRIMARY KEY, scale INTEGER NOT NULL,
    decimals INTEGER NOT NULL) STRICT;
CREATE TABLE exercise (exercise_id TEXT PRIMARY KEY, version INTEGER NOT NULL,
    title_en TEXT NOT NULL, title_ja TEXT NOT NULL, level TEXT NOT NULL, checker TEXT NOT NULL,
    max_points INTEGER NOT NULL, formula_id TEXT NOT NULL REFERENCES formula (formula_id),
    direction TEXT NOT NULL, par INTEGER, best INTEGER, limits TEXT NOT NULL,
    track TEXT, source TEXT, n_band TEXT NOT NULL, ord INTEGER NOT NULL) STRICT;
CREATE TABLE exercise_skill (exercise_id TEXT NOT NULL REFERENCES exercise (exercise_id),
    skill_id TEXT NOT NULL REFERENCES skill (skill_id),
    PRIMARY KEY (exercise_id, skill_id)) STRICT, WITHOUT ROWID;
CREATE TABLE course_exercise (course_id TEXT NOT NULL REFERENCES course (course_id),
    exercise_id TEXT NOT NULL REFERENCES exercise (exercise_id), ord INTEGER NOT NULL,
    required INTEGER NOT NULL, PRIMARY KEY (course_id, exercise_id)) STRICT, WITHOUT ROWID;
CREATE TABLE baseline (exercise_id TEXT NOT NULL REFERENCES exercise (exercise_id),
    kind TEXT NOT NULL, label TEXT NOT NULL, outcome TEXT NOT NULL, points INTEGER NOT NULL,
    cost INTEGER, metrics TEXT NOT NULL, judge_version TEXT NOT NULL, judged_at INTEGER NOT NULL,
    PRIMARY KEY (exercise_id, kind, label)) STRICT, WITHOUT ROWID;
CREATE TABLE entry (exercise_id TEXT NOT NULL REFERENCES exercise (exercise_id),
    ord INTEGER NOT NULL, rank INTEGER NOT NULL, handle TEXT NOT NULL, company_id TEXT,
    outcome TEXT NOT NULL, points INTEGER NOT NULL, cost INTEGER, merit INTEGER NOT NULL,
    metrics TEXT NOT NULL, attained_at INTEGER NOT NULL, result_id INTEGER NOT NULL,
    version INTEGER NOT NULL, judge_version TEXT NOT NULL, method TEXT NOT NULL,
    isolation_level INTEGER NOT NULL, judged_at INTEGER NOT NULL, cause TEXT NOT NULL,
    demo INTEGER NOT NULL, PRIMARY KEY (exercise_id, ord)) STRICT, WITHOUT ROWID;
CREATE TABLE histogram (exercise_id TEXT NOT NULL REFERENCES exercise (exercise_id),
    bin INTEGER NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL, learners INTEGER NOT NULL,
    PRIMARY KEY (exercise_id, bin)) STRICT, WITHOUT ROWID;
CREATE TABLE leader (board TEXT NOT NULL, ord INTEGER NOT NULL, rank INTEGER NOT NULL,
    handle TEXT NOT NULL, company_id TEXT, score INTEGER NOT NULL, solved INTEGER NOT NULL,
    attained_at INTEGER NOT NULL, PRIMARY KEY (board, ord)) STRICT, WITHOUT ROWID;
CREATE TABLE standing (period TEXT NOT NULL, company_id TEXT NOT NULL, rank INTEGER,
    status TEXT NOT NULL, n_band TEXT, completion TEXT, coverage TEXT, median INTEGER,
    as_of INTEGER NOT NULL, PRIMARY KEY (period, company_id)) STRICT, WITHOUT ROWID;
CREATE TABLE cell (period TEXT NOT NULL, company_id TEXT NOT NULL, skill_id TEXT NOT NULL,
    status TEXT NOT NULL, n_band TEXT, q1 INTEGER, median INTEGER, q3 INTEGER, coverage TEXT,
    completion TEXT, enrolled_band TEXT, started TEXT, active TEXT, accepted TEXT, completed TEXT,
    quarter INTEGER, as_of INTEGER NOT NULL,
    PRIMARY KEY (period, company_id, skill_id)) STRICT, WITHOUT ROWID;
CREATE TABLE stuck (period TEXT NOT NULL, exercise_id TEXT NOT NULL, status TEXT NOT NULL,
    n_band TEXT, accepted TEXT, attempts INTEGER, hours INTEGER, as_of INTEGER NOT NULL,
    PRIMARY KEY (period, exercise_id)) STRICT, WITHOUT ROWID;
CREATE TABLE tries (exercise_id TEXT NOT NULL REFERENCES exercise (exercise_id),
    bin INTEGER NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL, learners INTEGER NOT NULL,
    PRIMARY KEY (exercise_id, bin)) STRICT, WITHOUT ROWID;
CREATE TABLE record (exercise_id TEXT NOT NULL REFERENCES exercise (exercise_id),
    ord INTEGER NOT NULL, handle TEXT NOT NULL, company_id TEXT, cost INTEGER NOT NULL,
    metrics TEXT NOT NULL, attained_at INTEGER NOT NULL, beaten_at INTEGER,
    result_id INTEGER NOT NULL, version INTEGER NOT NULL, judge_version TEXT NOT NULL,
    method TEXT NOT NULL, demo INTEGER NOT NULL,
    PRIMARY KEY (exercise_id, ord)) STRICT, WITHOUT ROWID;
CREATE TABLE volume (device TEXT NOT NULL, snapshot TEXT NOT NULL, measured_at INTEGER NOT NULL,
    volume INTEGER NOT NULL, circuits INTEGER NOT NULL,
    PRIMARY KEY (device, snapshot, measured_at)) STRICT, WITHOUT ROWID;
CREATE TABLE device (device TEXT PRIMARY KEY, version TEXT NOT NULL, qubits INTEGER NOT NULL,
    snapshot TEXT NOT NULL, error_2q REAL, error_readout REAL, ord INTEGER NOT NULL) STRICT;
CREATE TABLE usage_day (company_id TEXT NOT NULL, device TEXT NOT NULL, day TEXT NOT NULL,
    jobs INTEGER NOT NULL, failed INTEGER NOT NULL, circuits INTEGER NOT NULL,
    shots INTEGER NOT NULL, quantum_ns INTEGER NOT NULL, wait_s INTEGER,
    PRIMARY KEY (company_id, device, day)) STRICT, WITHOUT ROWID;
CREATE TABLE quota (company_id TEXT NOT NULL, month TEXT NOT NULL, unit TEXT NOT NULL,
    most INTEGER, used INTEGER NOT NULL,
    PRIMARY KEY (company_id, month, unit)) STRICT, WITHOUT ROWID;
CREATE TABLE rank_change (exercise_id TEXT NOT NULL REFERENCES exercise (exercise_id),
    rejudged_at INTEGER NOT NULL, handle TEXT NOT NULL, before INTEGER, after INTEGER,
    cause TEXT NOT NULL, PRIMARY KEY (exercise_id, rejudged_at, handle)) STRICT, WITHOUT ROWID;
CREATE TABLE news (moment INTEGER NOT NULL, kind TEXT NOT NULL, exercise_id TEXT NOT NULL,
    detail TEXT NOT NULL, PRIMARY KEY (moment, kind, exercise_id)) STRICT, WITHOUT ROWID;
CREATE TABLE activity (period TEXT PRIMARY KEY, ends_at INTEGER NOT NULL, status TEXT NOT NULL,
    submitted TEXT) STRICT;
CREATE TABLE cell_audit (period TEXT NOT NULL, company_id TEXT NOT NULL, skill_id TEXT NOT NULL,
    n INTEGER NOT NULL, contributors INTEGER NOT NULL, largest INTEGER NOT NULL,
    status TEXT NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (period, company_id, skill_id)) STRICT, WITHOUT ROWID;
"""

PEOPLE = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE person (learner TEXT PRIMARY KEY, handle TEXT NOT NULL UNIQUE,
    company_id TEXT NOT NULL, company_en TEXT NOT NULL, company_ja TEXT NOT NULL,
    public INTEGER NOT NULL, show_company INTEGER NOT NULL, rank INTEGER, decile INTEGER,
    score INTEGER NOT NULL, possible INTEGER NOT NULL, solved INTEGER NOT NULL,
    merit INTEGER NOT NULL, joined_at INTEGER NOT NULL) STRICT;
CREATE TABLE reason (reason INTEGER PRIMARY KEY, reason_key TEXT NOT NULL, reason_en TEXT NOT NULL,
    reason_ja TEXT NOT NULL) STRICT;
CREATE TABLE judged (learner TEXT NOT NULL REFERENCES person (learner), ord INTEGER NOT NULL,
    result_id INTEGER NOT NULL, exercise_id TEXT NOT NULL, outcome TEXT NOT NULL,
    points INTEGER NOT NULL, max_points INTEGER NOT NULL, cost INTEGER, metrics TEXT NOT NULL,
    reason INTEGER NOT NULL REFERENCES reason (reason), language TEXT NOT NULL,
    submitted_at INTEGER NOT NULL, judged_at INTEGER NOT NULL, cause TEXT NOT NULL,
    demo INTEGER NOT NULL, PRIMARY KEY (learner, ord)) STRICT, WITHOUT ROWID;
CREATE VIEW attempt AS SELECT learner, ord, result_id, exercise_id, outcome, points, max_points,
    cost, metrics, reason_key, reason_en, reason_ja, language, submitted_at, judged_at, cause, demo
    FROM judged JOIN reason USING (reason);
CREATE TABLE best (learner TEXT NOT NULL REFERENCES person (learner), exercise_id TEXT NOT NULL,
    outcome TEXT NOT NULL, points INTEGER NOT NULL, cost INTEGER, merit INTEGER NOT NULL,
    metrics TEXT NOT NULL, rank INTEGER, decile INTEGER, attempts INTEGER NOT NULL,
    attained_at INTEGER NOT NULL, result_id INTEGER NOT NULL, isolation_level INTEGER NOT NULL,
    method TEXT NOT NULL, judge_version TEXT NOT NULL,
    PRIMARY KEY (learner, exercise_id)) STRICT, WITHOUT ROWID;
CREATE TABLE neighbour (learner TEXT NOT NULL REFERENCES person (learner), ord INTEGER NOT NULL,
    rank INTEGER NOT NULL, handle TEXT NOT NULL, score INTEGER NOT NULL, solved INTEGER NOT NULL,
    PRIMARY KEY (learner, ord)) STRICT, WITHOUT ROWID;
CREATE TABLE mastery (learner TEXT NOT NULL REFERENCES person (learner), skill_id TEXT NOT NULL,
    percent INTEGER NOT NULL, tried INTEGER NOT NULL, decile INTEGER,
    PRIMARY KEY (learner, skill_id)) STRICT, WITHOUT ROWID;
CREATE TABLE usage_day (learner TEXT NOT NULL REFERENCES person (learner), device TEXT NOT NULL,
    day TEXT NOT NULL, jobs INTEGER NOT NULL, failed INTEGER NOT NULL, circuits INTEGER NOT NULL,
    shots INTEGER NOT NULL, quantum_ns INTEGER NOT NULL, wait_s INTEGER,
    PRIMARY KEY (learner, device, day)) STRICT, WITHOUT ROWID;
CREATE TABLE quota (learner TEXT NOT NULL REFERENCES person (learner), month TEXT NOT NULL,
    unit TEXT NOT NULL, most INTEGER, used INTEGER NOT NULL,
    PRIMARY KEY (learner, month, unit)) STRICT, WITHOUT ROWID;
CREATE TABLE rank_change (learner TEXT NOT NULL REFERENCES person (learner),
    exercise_id TEXT NOT NULL, rejudged_at INTEGER NOT NULL, before INTEGER, after INTEGER,
    cause TEXT NOT NULL, PRIMARY KEY (learner, exercise_id, rejudged_at)) STRICT, WITHOUT ROWID;
"""
