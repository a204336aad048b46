"""What the measured figures are held against."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """One line of the table; without `limit` the figure is only shown."""

    measurement: str
    figure: str
    label: str
    limit: float | None = None
    at_least: bool = False

    def bound(self) -> str:
        return "" if self.limit is None else f"{'≥' if self.at_least else '≤'} {self.limit:g}"

    def is_missed(self, figures: Mapping[str, float]) -> bool:
        if self.limit is None:
            return False
        value = figures[self.figure]
        return value < self.limit if self.at_least else value > self.limit

    def verdict(self, figures: Mapping[str, float]) -> str:
        if self.limit is None:
            return ""
        return "MISSED" if self.is_missed(figures) else "met"


TARGETS = [
    Target("web", "hello_rps", "bare Django view, requests a second"),
    Target("web", "document_rps", "document page, requests a second"),
    Target("web", "wagtail_rps", "plain Wagtail page, requests a second"),
    Target("web", "document_to_hello", "document ÷ bare view, processor time", 1.5, at_least=True),
    Target("web", "document_to_wagtail", "document ÷ plain Wagtail, the same", 80, at_least=True),
    Target("web", "release_seen_seconds", "release seen by every worker, seconds", 1),
    Target("web", "withdrawal_seen_seconds", "withdrawal seen by every worker, seconds", 1),
    Target("start", "first_start_seconds", "demo: first start, with two years loaded", 240),
    Target("start", "second_start_seconds", "demo: second start, until / is answered", 8),
    Target("start", "memory_mib", "demo: memory of all processes, MiB", 450),
    Target("search", "median_ms", "search: median, ms", 5),
    Target("search", "p95_ms", "search: 95th percentile, ms", 50),
    Target("search", "recall", "search: found of what there is", 1, at_least=True),
    Target("search", "precision", "search: right of what was found", 1, at_least=True),
    Target("search_postgresql", "median_ms", "search on PostgreSQL: median, ms", 10),
    Target("search_postgresql", "p95_ms", "search on PostgreSQL: 95th percentile, ms", 80),
    Target("search_postgresql", "recall", "search on PostgreSQL: found", 1, at_least=True),
    Target("search_postgresql", "precision", "search on PostgreSQL: right", 1, at_least=True),
    Target("large", "column_ms", "column of 100,000, slowest depth, ms", 30),
    Target("large", "column_after_release_ms", "the same right after a release, ms", 30),
    Target("large", "results_ms", "results page at 100,000, median, ms", 90),
    Target("large", "results_p95_ms", "results page at 100,000, 95th percentile, ms"),
    Target("public_lists", "filter_ms", "public list of 200,000, slowest filter, ms", 30),
    Target("public_lists", "depth_ms", "its slowest depth, ms", 30),
    Target("public_lists", "words_ms", "its slowest word, ms", 30),
    Target("public_lists", "times_faster", "reading every name ÷ its words", 5, at_least=True),
    Target("public_lists", "after_change_ms", "the list right after a change, ms", 30),
    Target("public_lists", "subject_ms", "page of one subject with 1,000 of them, ms", 100),
    Target("public_lists", "night_seconds", "a night in which 100,000 end, seconds", 5),
    Target("public_lists", "csv_seconds", "100,000 as csv, seconds", 20),
    Target("public_lists", "xlsx_seconds", "100,000 as xlsx, seconds", 20),
    Target("public_lists", "json_seconds", "100,000 as json, seconds", 20),
    Target(
        "verify", "verify_to_hello", "/verify/ ÷ bare Django, processor time", 0.5, at_least=True
    ),
    Target("verify", "verify_ms", "/verify/, processor time, ms"),
    Target("desk_search", "list_ms", "desk, any word in 1,000,000 cases, list, ms", 100),
    Target("desk_search", "last_ms", "the same, last page, ms", 100),
    Target("desk_search", "across_ms", "the same, search across everything, ms", 100),
    Target("desk_search", "times_faster", "the same, reading every text ÷ list", 2, at_least=True),
    Target("desk_search", "statements", "the same, statements of a list"),
    Target("hotline_large", "list_ms", "desk of 1,000,000 requests, slowest filter, ms", 100),
    Target("hotline_large", "last_ms", "its slowest last page, ms", 100),
    Target("hotline_large", "list_median_ms", "the median of its filters, ms"),
    Target("hotline_large", "statements", "most statements of its lists"),
    Target("hotline_large", "sweep_seconds", "clocks of 1,000,000 looked through, seconds", 2),
    Target("operators", "p95_ms", "500 operators, 50 requests a second: 95th percentile, ms", 500),
    Target("operators", "median_ms", "the same, median, ms"),
    Target("operators", "p99_ms", "the same, 99th percentile, ms"),
    Target("operators", "server_cpu_ms", "the same, processor time of a request, ms"),
    Target("figures", "all_seconds", "all figures of a year of 1,000,000 cases, seconds", 3),
    Target("figures", "times_bare", "its figures ÷ one bare grouped statement", 1.5),
    Target("board", "board_p95_ms", "leaders' board, 1,000,000 cases, p95, ms", 150),
    Target("board", "statements", "its statements"),
    Target("board", "whole_ms", "the same with nothing kept, ms"),
    Target("board", "follow_ms", "its counts brought up to date, ms"),
    Target("board", "proof_seconds", "its counts proved, seconds"),
    Target("board", "trace_ms", "trace of a figure on the command line, ms", 200),
    Target("board", "day_page_ms", "page of a figure of a day, ms", 200),
    Target("board", "year_page_ms", "page of a figure of half a million, ms"),
    Target("intake", "statements", "a request comes in: statements", 8),
    Target("intake", "statements_clocked", "the same, and a clock starts", 9),
    Target("intake", "receive_cpu_ms", "a request pushed, processor time, ms"),
    Target("intake", "message_cpu_ms", "a message of the portal, processor time, ms"),
    Target("intake", "batch_per_second", "500 in one batch, a second", 2000, at_least=True),
    Target("intake", "receive_per_second", "8 clients, requests a second"),
    Target("intake", "bare_per_second", "8 clients, bare statements, a second"),
    Target("intake", "times_bare", "8 clients, requests ÷ bare statements", 0.4, at_least=True),
    Target(
        "intake_peer", "receive_to_api", "helpdesk API ÷ receive, processor time", 5, at_least=True
    ),
    Target("intake_peer", "message_to_form", "helpdesk form ÷ message stored", 2.5, at_least=True),
    Target(
        "intake_peer", "form_to_form", "helpdesk form ÷ our form, all of HTTP", 1, at_least=True
    ),
    Target("writers", "longest_ms", "SQLite, 8 writers: longest wait, ms", 1000),
    Target("writers", "per_second", "SQLite, 8 writers: requests a second"),
    Target("writers", "bare_longest_ms", "SQLite alone, 8 writers: longest wait, ms"),
    Target("writers", "bare_per_second", "SQLite alone, 8 writers: rows a second"),
    Target("ledger_import", "import_seconds", "ledger of 20,000 licences, seconds"),
    Target("ledger_import", "ratio", "ledger: importing ÷ only reading", 8),
    Target("pages", "seconds", "500 saved pages imported, seconds", 20),
    Target("pages", "again_seconds", "the same 500 again, nothing changed, seconds", 20),
    Target("applications", "list_ms", "office list of 100,000, ms", 60),
    Target("applications", "list_worst_ms", "office list, slowest filter, ms", 60),
    Target("applications", "nightly_seconds", "nightly work, 100,000 open, seconds", 5),
    Target("applications", "nightly_again_seconds", "nightly work, nothing new, seconds", 5),
    Target("applications", "submit_ms", "an application submitted, ms", 60),
    Target("backup", "backup_seconds", "backup, 100,000 cases and 2 GB, seconds", 120),
    Target("backup", "backup_mib", "backup: memory, MiB", 300),
    Target("backup", "restore_seconds", "the same restored and compared, seconds", 120),
    Target("backup", "restore_mib", "restore: memory, MiB", 300),
    Target("papers", "docx_ms", "a letter filled as Word, ms", 300),
    Target("papers", "pdf_ms", "the letter as PDF, ms", 300),
    Target("routing", "train_seconds", "routing: 50,000 requests learned, seconds", 60),
    Target("routing", "train_mib", "routing: memory of learning them, MiB", 1024),
    Target("routing", "stored_mib", "routing: what is stored, MiB"),
    Target("routing", "suggest_ms", "routing: one suggestion, median, ms", 5),
    Target("checks", "page_ms", "check of one page, median, ms", 150),
    Target("checks", "page_p95_ms", "check of one page, 95th percentile, ms", 150),
    Target("checks", "thousand_seconds", "check of 1,000 pages, seconds", 60),
]
