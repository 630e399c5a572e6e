package main

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules"
)

func (c *command) rulesCommand() *cobra.Command {
	var format string
	var of contentFlags
	list := &cobra.Command{
		Use:   "rules [DIR]",
		Short: "List the rules",
		Long: `List the rules. With DIR, a content directory, or --content, the rules that its compendium.yaml adds are listed
too.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			own, err := ownRules(of, args)
			if err != nil {
				return fmt.Errorf("rules: %w", err)
			}
			switch format {
			case textFormat:
				table := tabwriter.NewWriter(c.Stdout, 0, 0, 2, ' ', 0)
				for _, r := range slices.Concat(rules.All().All(), own) {
					fmt.Fprintf(table, "%s\t%s\t%s%s\n", r.ID, r.Severity, r.Title, fixable(r))
				}
				return table.Flush()
			case "json":
				return c.rulesJSON(own)
			default:
				return fmt.Errorf("--format: %q is not a format: %s", format, oneOf(format, "text", "json"))
			}
		},
	}
	list.Flags().StringVar(&format, "format", textFormat,
		"output: text, a line a rule, or json, with explanations and examples")
	of.register(list, false)
	completeFlag(list, "format", textFormat, "json")
	return list
}

// ownRules returns the rules that the configuration of content adds, if content is named.
func ownRules(of contentFlags, args []string) ([]*validate.Rule, error) {
	if len(args) == 0 && of.dir == "" {
		return nil, nil
	}
	t, err := of.whole(args)
	if err != nil {
		return nil, err
	}
	config, err := readConfig(t, "")
	if err != nil {
		return nil, err
	}
	if len(config.problems) > 0 {
		p := config.problems[0]
		return nil, fmt.Errorf("%s:%d:%d: %s", p.File, p.Position.Line, p.Position.Column, p.Message)
	}
	return validate.PolicyRules(config.policy), nil
}

// ruleJSON is a rule in JSON. Its keys are part of the public surface.
type ruleJSON struct {
	ID          string `json:"id"`
	Severity    string `json:"severity"`
	Group       string `json:"group"`
	Title       string `json:"title"`
	Explanation string `json:"explanation"`
	Bad         string `json:"bad"`
	Good        string `json:"good"`
	Fix         string `json:"fix,omitempty"`
	HelpURI     string `json:"help_uri,omitempty"`
}

func (c *command) rulesJSON(own []*validate.Rule) error {
	var list []ruleJSON
	groups := append(slices.Clone(rules.All().Groups()), validate.Group{Title: "Rules of your own", Rules: own})
	for _, g := range groups {
		for _, r := range g.Rules {
			list = append(list,
				ruleJSON{r.ID, r.Severity.String(), g.Title, r.Title, r.Explanation, r.Bad, r.Good, r.Fix, r.HelpURI()})
		}
	}
	slices.SortFunc(list, func(a, b ruleJSON) int { return strings.Compare(a.ID, b.ID) })
	return c.printJSON(list)
}

func (c *command) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:               "explain RULE",
		Short:             "Explain a rule, with an example of what it finds and how to fix it",
		Args:              arguments(1, "name one rule, as in compendium explain off-label-unset; `compendium rules` lists all"),
		ValidArgsFunction: cobra.FixedCompletions(ruleIDs(), cobra.ShellCompDirectiveNoFileComp),
		RunE: func(_ *cobra.Command, args []string) error {
			rule, ok := rules.All().ByID(args[0])
			if !ok {
				return fmt.Errorf("explain %s: there is no such rule.%s `compendium rules` lists all", args[0], didYouMean(args[0]))
			}
			fmt.Fprintf(c.Stdout, "%s (%s)\n%s\n\n%s\n\nIt finds:\n\n%s\nFixed:\n\n%s", rule.ID, rule.Severity, rule.Title,
				wrap(rule.Explanation, 100), indent(rule.Bad), indent(rule.Good))
			if rule.Fix != "" {
				fmt.Fprintf(c.Stdout, "\nWhat lint --fix does:\n\n%s\n", wrap(rule.Fix, 100))
			}
			if page := rule.HelpURI(); page != "" {
				fmt.Fprintf(c.Stdout, "\nWith what lint prints: %s\n", page)
			}
			return nil
		},
	}
}

// fixable marks a rule whose findings lint --fix may fix.
func fixable(r *validate.Rule) string {
	if r.Fix == "" {
		return ""
	}
	return " (fixable)"
}

func ruleIDs() []string {
	var ids []string
	for _, r := range rules.All().All() {
		ids = append(ids, r.ID)
	}
	return ids
}

func didYouMean(id string) string {
	if nearest, ok := spelling.Nearest(id, ruleIDs()); ok {
		return " Did you mean " + nearest + "?"
	}
	return ""
}

// wrap breaks a text into lines of at most width characters, if its words allow.
func wrap(text string, width int) string {
	var b strings.Builder
	column := 0
	for i, word := range strings.Fields(text) {
		switch {
		case i == 0:
		case column+1+len(word) > width:
			b.WriteByte('\n')
			column = 0
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += len(word)
	}
	return b.String()
}

func indent(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString("    " + line)
	}
	return b.String()
}
