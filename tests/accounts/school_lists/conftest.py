from datetime import date

import pytest

from accounts.school_lists.checks import Checker
from accounts.school_lists.problems import Refused, Report
from accounts.school_lists.reading import open_list
from accounts.school_lists.sources import from_bytes
from accounts.school_lists.synthetic.people import UAI, class_names, make_school

TODAY = date(2027, 1, 4)


class Reading:
    """What was understood of a list."""

    def __init__(self, name, content, **how):
        self.report = Report()
        self.rows = []
        self.refusal = ()
        try:
            school_list = open_list(from_bytes(name, content), uai=UAI, **how)
            checker = Checker(school_list, report=self.report, today=TODAY)
            self.rows = list(checker.rows())
        except Refused as refusal:
            self.refusal = refusal.problems

    @property
    def problems(self):
        return [*self.refusal, *self.report.problems]

    @property
    def codes(self):
        return {problem.code for problem in self.problems}


@pytest.fixture(scope="session")
def pupils():
    return make_school(classes=class_names(4), pupils_each=5)


@pytest.fixture
def read():
    return Reading
