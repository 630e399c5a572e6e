package validate

import "strings"

// Group is rules that are about the same, for people who look for one.
type Group struct {
	// Title says what they are about.
	Title string
	// Rules are its rules, sorted by ID.
	Rules []Rule
}

// groups are the groups in the order in which they are shown, each with what the IDs of its rules begin with. Of several that fit an ID,
// the longest counts; the last group takes what fits none.
var groups = []struct {
	title  string
	begins []string
}{
	{"Files", []string{"file-", "yaml-", "line-", "nesting-", "name-mismatch"}},
	{"Fields and values", []string{"field-", "enum-", "key-", "text-", "list-", "date-", "digest-", "region-", "resource-"}},
	{"Codes and names", []string{"code-", "name-", "brand-"}},
	{"References between records", []string{"reference-", "class-", "regimen-", "tombstone-", "use-unknown", "use-duplicate"}},
	{"What a drug must say", []string{"drug-", "dose-", "serious-", "frequency-", "gap-", "conflict-"}},
	{"Labels and authorizations", []string{"off-label-", "label-", "use-", "authorization-", "access-", "coverage-", "investigational-", "withdrawn-"}},
	{"Citations and sources", []string{"citation-", "cite-", "fact-", "passage-", "fingerprint-", "archive-", "source-"}},
	{"Reviews and trials", []string{"review-", "stale-", "trial-"}},
	{"Configuration, suppressions and baseline", []string{"config-", "suppression-", "baseline-", "ignore-"}},
	{"Others", []string{""}},
}

// Groups gives every rule in its group. Groups without a rule are left out.
func Groups() []Group {
	list := make([]Group, len(groups))
	for i, g := range groups {
		list[i].Title = g.title
	}
	for _, r := range rules {
		g := &list[groupOf(r.ID)]
		g.Rules = append(g.Rules, r)
	}
	kept := list[:0]
	for _, g := range list {
		if len(g.Rules) > 0 {
			kept = append(kept, g)
		}
	}
	return kept
}

func groupOf(id string) int {
	found, length := 0, -1
	for i, g := range groups {
		for _, begin := range g.begins {
			if strings.HasPrefix(id, begin) && len(begin) > length {
				found, length = i, len(begin)
			}
		}
	}
	return found
}
