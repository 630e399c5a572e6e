package validate

import (
	"regexp"
	"strings"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/spelling"
)

// directive begins a comment that suppresses findings.
const directive = "compendium:ignore"

// directiveMark is in every comment that is a suppression or is meant to be one.
const directiveMark = "ompendium:"

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
	text := strings.TrimSpace(strings.TrimLeft(comment, "#"))
	rest, is := strings.CutPrefix(text, directive)
	if !is {
		return s, spelledAs, isNearly(text)
	}
	if rest != "" && rest[0] != ' ' && rest[0] != '\t' {
		// A misspelled directive, such as one followed by a colon, is still meant as one.
		return s, spelledAs, true
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
		return s, "The comment names no rule. Add the rules of its findings, as in compendium:ignore review-overdue " +
				"-- why.",
			true
	case !reasoned || s.reason == "":
		return s, "The comment has no reason. Add one after two hyphens, as in -- the label is being renewed.", true
	}
	return s, "", true
}

// spelledAs says how a suppression is written.
const spelledAs = "This suppresses nothing. Write compendium:ignore RULE -- why, in small letters, with spaces " +
	"between the parts."

var (
	nearly      = regexp.MustCompile(`^[Cc]ompendium:\s*([A-Za-z]+)[:=\s]+([a-z0-9]+(?:-[a-z0-9]+)+)`)
	suppressing = []string{"ignore", "disable", "suppress"}
)

// isNearly reports whether a comment is meant to suppress findings and is not spelled as one: its words are near
// compendium:ignore, and the ID of a rule follows, which prose does not have there.
func isNearly(comment string) bool {
	parts := nearly.FindStringSubmatch(comment)
	if parts == nil {
		return false
	}
	_, ok := spelling.Nearest(parts[1], suppressing)
	return ok
}

func quoted(word string) string {
	const maxRunes = 40
	if runes := []rune(word); len(runes) > maxRunes {
		word = string(runes[:maxRunes]) + "…"
	}
	return `"` + word + `"`
}
