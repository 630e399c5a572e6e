package fields

import (
	"html"
	"regexp"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var textMarkup = validate.Rule{
	ID:       "text-markup",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		for _, t := range textsOf(p) {
			if found := markup(t.value); found != "" {
				p.Report(t.path, "The text has %s, which readers would see as it is. Write plain text.", found)
			}
		}
	},
}

var (
	tag = regexp.MustCompile(`(?i)</?(?:a|abbr|b|br|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|script|small|span|` +
		`strong|style|sub|sup|table|tbody|td|th|tr|u|ul)(?:\s+[a-z-]+\s*=[^<>]*)?\s*/?>|<!--`)
	entity   = regexp.MustCompile(`&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);`)
	mojibake = regexp.MustCompile(`\x{FFFD}|â€[^\s]?|` +
		`Ã[\x{A1}-\x{A9}\x{AB}-\x{B4}\x{B6}-\x{B9}\x{BB}-\x{BF}]|Â[\x{A0}-\x{BF}]`)
)

// markup returns the first part of a text that is markup or of a wrong encoding, or "".
func markup(s string) string {
	if found := tag.FindString(s); found != "" {
		return found
	}
	for _, found := range entity.FindAllString(s, -1) {
		if html.UnescapeString(found) != found {
			return found
		}
	}
	return mojibake.FindString(s)
}
