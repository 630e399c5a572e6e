package validate

import (
	"regexp"
	"strings"

	"github.com/opencompendium/compendium/catalog/date"
)

// directive begins a comment that suppresses findings.
const directive = "compendium:ignore"

// The rules about suppressions, which the engine enforces.
const (
	// RuleSuppressionInvalid reports comments that cannot be read or name a rule that cannot be suppressed.
	RuleSuppressionInvalid = "suppression-invalid"
	// RuleSuppressionUnused reports comments that suppress nothing.
	RuleSuppressionUnused = "suppression-unused"
	// RuleSuppressionExpired reports comments whose until date has passed.
	RuleSuppressionExpired = "suppression-expired"
)

// suppression is a comment that suppresses findings: `# compendium:ignore RULE,RULE until=2027-01-01 -- why`.
type suppression struct {
	rules  []string
	until  date.Day // "" without an end
	reason string
}

var ruleShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// parseSuppression reads a comment. It returns is=false if the comment is not a suppression, and the problem of one
// that cannot be read.
func parseSuppression(comment string) (s suppression, problem string, is bool) {
	rest, is := strings.CutPrefix(strings.TrimSpace(strings.TrimLeft(comment, "#")), directive)
	if !is || rest != "" && rest[0] != ' ' && rest[0] != '\t' {
		// A misspelled directive, such as one followed by a colon, is still meant as one.
		return s, "Write compendium:ignore RULE -- why, with spaces between the parts.", is
	}
	words, reason, reasoned := strings.Cut(rest, "--")
	s.reason = strings.TrimSpace(reason)
	for word := range strings.FieldsFuncSeq(words, func(r rune) bool { return r == ' ' || r == '\t' || r == ',' }) {
		switch until, isUntil := strings.CutPrefix(word, "until="); {
		case isUntil:
			day, err := date.ParseDay(until)
			if err != nil {
				return s, "until takes a day, as in until=2027-01-01.", true
			}
			s.until = day
		case !ruleShape.MatchString(word):
			return s, quoted(word) + " is not the ID of a rule.", true
		default:
			s.rules = append(s.rules, word)
		}
	}
	switch {
	case len(s.rules) == 0:
		return s, "The comment names no rule. Add the rules of its findings, as in compendium:ignore review-overdue -- why.",
			true
	case !reasoned || s.reason == "":
		return s, "The comment has no reason. Add one after two hyphens, as in -- the label is being renewed.", true
	}
	return s, "", true
}

func quoted(word string) string {
	const maxRunes = 40
	if runes := []rune(word); len(runes) > maxRunes {
		word = string(runes[:maxRunes]) + "…"
	}
	return `"` + word + `"`
}
