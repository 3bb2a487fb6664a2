"""What is said about settings."""

from marktui.hub.settings.settings import Problem


def problem_words(problem: Problem, file: str) -> str:
    """What is wrong with a setting, and where it stands.

    Args:
        problem: What is wrong.
        file: The settings file, by the name that a person knows.
    """
    source = problem.source
    if source.variable:
        return f"{source.variable}: {problem.text}"
    return f"{file}, line {source.line}: {problem.text}" if source.line else f"{file}: {problem.text}"
