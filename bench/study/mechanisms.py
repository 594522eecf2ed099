# Why each verdict comes out as it does: a sentence each around the counted figures.
import words


def of_verdicts(data, flushes):
    return {verdict["id"]: "-" for verdict in data["verdicts"]}


def of_flushes(data, flushes):
    return [words.digits(0)]
