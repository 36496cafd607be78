"""All rules, in the order of a review: one a file. A new rule is a new file and a line here."""

from __future__ import annotations

from perfcli.check.rule import Rule
from perfcli.check.rules.always_met import AlwaysMet
from perfcli.check.rules.at_least_all import AtLeastAll
from perfcli.check.rules.budget_sum import BudgetSum
from perfcli.check.rules.code_year import CodeYear
from perfcli.check.rules.contradictory_kind import ContradictoryKind
from perfcli.check.rules.contradictory_target import ContradictoryTarget
from perfcli.check.rules.copied_function import CopiedFunction
from perfcli.check.rules.copied_indicators import CopiedIndicators
from perfcli.check.rules.copied_purpose import CopiedPurpose
from perfcli.check.rules.count_of_no_count import CountOfNoCount
from perfcli.check.rules.date_outside_year import DateOutsideYear
from perfcli.check.rules.description_repeats_name import DescriptionRepeatsName
from perfcli.check.rules.document_number import DocumentNumber
from perfcli.check.rules.doubled_kind import DoubledKind
from perfcli.check.rules.empty_basis import EmptyBasis
from perfcli.check.rules.empty_description import EmptyDescription
from perfcli.check.rules.falling_plan import FallingPlan
from perfcli.check.rules.falling_range import FallingRange
from perfcli.check.rules.falling_spending import FallingSpending
from perfcli.check.rules.falling_value import FallingValue
from perfcli.check.rules.foreign_division import ForeignDivision
from perfcli.check.rules.foreign_indicator import ForeignIndicator
from perfcli.check.rules.full_width_digits import FullWidthDigits
from perfcli.check.rules.goal_as_indicator import GoalAsIndicator
from perfcli.check.rules.goal_repeats_name import GoalRepeatsName
from perfcli.check.rules.hidden_characters import HiddenCharacters
from perfcli.check.rules.incomplete_evaluation import IncompleteEvaluation
from perfcli.check.rules.incomplete_indicator import IncompleteIndicator
from perfcli.check.rules.known_slip import KnownSlip
from perfcli.check.rules.late_spending import LateSpending
from perfcli.check.rules.look_alike import LookAlike
from perfcli.check.rules.malformed_code import MalformedCode
from perfcli.check.rules.malformed_unit import MalformedUnit
from perfcli.check.rules.misplaced import Misplaced
from perfcli.check.rules.missing_checkpoint import MissingCheckpoint
from perfcli.check.rules.missing_goals import MissingGoals
from perfcli.check.rules.missing_indicators import MissingIndicators
from perfcli.check.rules.missing_kind import MissingKind
from perfcli.check.rules.missing_number import MissingNumber
from perfcli.check.rules.missing_record import MissingRecord
from perfcli.check.rules.missing_required import MissingRequired
from perfcli.check.rules.missing_text import MissingText
from perfcli.check.rules.missing_unit import MissingUnit
from perfcli.check.rules.misspelt_key import MisspeltKey
from perfcli.check.rules.name_form import NameForm
from perfcli.check.rules.name_slip import NameSlip
from perfcli.check.rules.name_without_words import NameWithoutWords
from perfcli.check.rules.negative_count import NegativeCount
from perfcli.check.rules.no_unit import NoUnit
from perfcli.check.rules.optional_kind import OptionalKind
from perfcli.check.rules.orphaned_progress import OrphanedProgress
from perfcli.check.rules.over_whole import OverWhole
from perfcli.check.rules.overspent import Overspent
from perfcli.check.rules.past_date import PastDate
from perfcli.check.rules.people_as_things import PeopleAsThings
from perfcli.check.rules.percent_of_amount import PercentOfAmount
from perfcli.check.rules.placeholder import Placeholder
from perfcli.check.rules.plan_bounds import PlanBounds
from perfcli.check.rules.project_as_basis import ProjectAsBasis
from perfcli.check.rules.purpose_as_goal import PurposeAsGoal
from perfcli.check.rules.ratio_as_quantity import RatioAsQuantity
from perfcli.check.rules.repeated_code import RepeatedCode
from perfcli.check.rules.repeated_name import RepeatedName
from perfcli.check.rules.repeated_project import RepeatedProject
from perfcli.check.rules.reused_code import ReusedCode
from perfcli.check.rules.score_not_computed import ScoreNotComputed
from perfcli.check.rules.score_over_weight import ScoreOverWeight
from perfcli.check.rules.several_operators import SeveralOperators
from perfcli.check.rules.spent_at_once import SpentAtOnce
from perfcli.check.rules.total_no_sum import TotalNoSum
from perfcli.check.rules.unadjusted_change import UnadjustedChange
from perfcli.check.rules.unchanged_text import UnchangedText
from perfcli.check.rules.undecided_answer import UndecidedAnswer
from perfcli.check.rules.unedited_template import UneditedTemplate
from perfcli.check.rules.unexplained_score import UnexplainedScore
from perfcli.check.rules.unfinished_plan import UnfinishedPlan
from perfcli.check.rules.uniform_targets import UniformTargets
from perfcli.check.rules.unknown_indicator import UnknownIndicator
from perfcli.check.rules.unknown_kind import UnknownKind
from perfcli.check.rules.unknown_unit import UnknownUnit
from perfcli.check.rules.unreadable import Unreadable
from perfcli.check.rules.unsettled_budget import UnsettledBudget
from perfcli.check.rules.unusual_budget import UnusualBudget
from perfcli.check.rules.vague_name import VagueName
from perfcli.check.rules.vague_target import VagueTarget
from perfcli.check.rules.weights import Weights
from perfcli.check.rules.wrong_setting import WrongSetting
from perfcli.check.rules.zero_budget import ZeroBudget

RULES: tuple[Rule, ...] = (
    MissingText(),
    MissingGoals(),
    MissingKind(),
    DoubledKind(),
    MissingIndicators(),
    UnknownKind(),
    IncompleteIndicator(),
    MissingCheckpoint(),
    OptionalKind(),
    MissingRequired(),
    MissingRecord(),
    IncompleteEvaluation(),
    UnexplainedScore(),
    RepeatedName(),
    CopiedIndicators(),
    ForeignIndicator(),
    ProjectAsBasis(),
    CopiedPurpose(),
    GoalRepeatsName(),
    PurposeAsGoal(),
    GoalAsIndicator(),
    CopiedFunction(),
    EmptyBasis(),
    RepeatedProject(),
    UneditedTemplate(),
    UnchangedText(),
    PercentOfAmount(),
    RatioAsQuantity(),
    CountOfNoCount(),
    MalformedUnit(),
    NoUnit(),
    OverWhole(),
    AtLeastAll(),
    UndecidedAnswer(),
    DescriptionRepeatsName(),
    EmptyDescription(),
    NameSlip(),
    Placeholder(),
    ContradictoryTarget(),
    AlwaysMet(),
    VagueTarget(),
    MissingUnit(),
    MissingNumber(),
    NameForm(),
    VagueName(),
    UniformTargets(),
    NameWithoutWords(),
    ContradictoryKind(),
    PeopleAsThings(),
    SeveralOperators(),
    FallingRange(),
    NegativeCount(),
    BudgetSum(),
    FallingPlan(),
    PlanBounds(),
    UnfinishedPlan(),
    SpentAtOnce(),
    ZeroBudget(),
    UnusualBudget(),
    Weights(),
    LateSpending(),
    PastDate(),
    ScoreOverWeight(),
    TotalNoSum(),
    ScoreNotComputed(),
    Overspent(),
    FallingSpending(),
    FallingValue(),
    Unreadable(),
    Misplaced(),
    MalformedCode(),
    ForeignDivision(),
    CodeYear(),
    RepeatedCode(),
    ReusedCode(),
    UnknownUnit(),
    HiddenCharacters(),
    FullWidthDigits(),
    DocumentNumber(),
    KnownSlip(),
    MisspeltKey(),
    WrongSetting(),
    LookAlike(),
    OrphanedProgress(),
    UnknownIndicator(),
    DateOutsideYear(),
    UnadjustedChange(),
    UnsettledBudget(),
)

BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}
SEVERITY_OF = {rule.code: rule.severity for rule in RULES}
