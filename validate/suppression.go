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
	// RuleSuppressionInvalid finds comments that cannot be read, or name a rule that cannot be suppressed.
	RuleSuppressionInvalid = "suppression-invalid"
	// RuleSuppressionUnused finds comments that suppress nothing.
	RuleSuppressionUnused = "suppression-unused"
	// RuleSuppressionExpired finds comments whose day has passed.
	RuleSuppressionExpired = "suppression-expired"
)

// suppression is a comment that suppresses findings: `# compendium:ignore RULE,RULE until=2027-01-01 -- why`.
type suppression struct {
	rules  []string
	until  date.Day // "" without an end
	reason string
}

var ruleShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// parseSuppression reads a comment. It gives false for a comment that is none, and what is wrong with one that cannot be read.
func parseSuppression(comment string) (s suppression, problem string, is bool) {
	rest, is := strings.CutPrefix(strings.TrimSpace(strings.TrimLeft(comment, "#")), directive)
	if !is || rest != "" && rest[0] != ' ' && rest[0] != '\t' {
		// A word that only begins so, or is followed by a colon, is meant as one.
		return s, "It is written compendium:ignore RULE -- why, with spaces between them.", is
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
			return s, "It names rules by their IDs, and " + quoted(word) + " is none.", true
		default:
			s.rules = append(s.rules, word)
		}
	}
	switch {
	case len(s.rules) == 0:
		return s, "It names no rule. Write which findings it is about, as in compendium:ignore review-overdue -- why.", true
	case !reasoned || s.reason == "":
		return s, "It gives no reason. Write one behind two hyphens, as in -- the label is being renewed.", true
	}
	return s, "", true
}

func quoted(word string) string {
	const most = 40
	if runes := []rune(word); len(runes) > most {
		word = string(runes[:most]) + "…"
	}
	return `"` + word + `"`
}
