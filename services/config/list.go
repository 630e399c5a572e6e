package config

import (
	"slices"
	"strings"
)

// list is several texts, separated by commas in a flag or variable, and a list in the file.
type list struct{ to *[]string }

func (v list) set(texts []string) error {
	*v.to = nil
	for _, t := range texts {
		for one := range strings.SplitSeq(t, ",") {
			if one = strings.TrimSpace(one); one != "" && !slices.Contains(*v.to, one) {
				*v.to = append(*v.to, one)
			}
		}
	}
	return nil
}

func (v list) String() string { return strings.Join(*v.to, ",") }
func (list) kind() string     { return "list" }
