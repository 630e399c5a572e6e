package config

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// prefix begins the variables of the environment that are settings.
const prefix = "COMPENDIUM_"

// fileVariable names the file of settings in the environment.
const fileVariable = prefix + "CONFIG"

// Flags are the flags of all settings.
type Flags struct {
	set  *pflag.FlagSet
	file string
	// print is whether the settings are to be shown.
	print bool
	given map[string]*flag
}

// flag keeps what was given for a setting until Load reads it.
type flag struct {
	setting setting
	texts   []string
}

// String returns the default, for help.
func (f *flag) String() string {
	if f.setting.value == nil {
		return ""
	}
	return f.setting.fallback
}

// Set keeps one text. Load says what is wrong with it: the error of a flag would show the text, which may be secret.
func (f *flag) Set(text string) error {
	f.texts = append(f.texts, text)
	return nil
}

// Type names what is expected, for help.
func (f *flag) Type() string { return f.setting.value(&Config{}).kind() }

// AddFlags adds a flag for each setting to a set, with --config and --print-config.
func AddFlags(set *pflag.FlagSet) *Flags {
	flags := &Flags{set: set, given: make(map[string]*flag)}
	set.StringVar(&flags.file, "config", "", "YAML `FILE` of settings; its keys are the names of the flags")
	set.BoolVar(&flags.print, "print-config", false, "print the settings in effect and where each comes from, then exit")
	for _, s := range settings {
		f := &flag{setting: s}
		flags.given[s.name] = f
		added := set.VarPF(f, s.name, "", helpOf(s.usage))
		if f.Type() == "bool" {
			added.NoOptDefVal = "true"
		}
	}
	return flags
}

// helpOf is a usage text with the quotes around its first word in them only: pflag shows that as what the flag takes, and would show the
// other quotes as they are.
func helpOf(usage string) string {
	parts := strings.SplitN(usage, "`", 4)
	if len(parts) < 4 {
		return usage
	}
	return strings.Join(parts[:3], "`") + strings.ReplaceAll(parts[3], "`", "")
}

// Print reports whether --print-config was given.
func (f *Flags) Print() bool { return f.print }

// Loaded is the configuration in effect, and where it comes from.
type Loaded struct {
	Config
	// origins say of each setting where it comes from.
	origins map[string]string
}

// Default returns the configuration of a server that nothing was said about.
func Default() *Config {
	c := &Config{}
	for _, s := range settings {
		// A test keeps the defaults such that they can be set.
		_ = s.value(c).set([]string{s.fallback})
	}
	return c
}

// Load settles the configuration from the flags once they are parsed, the environment (as os.Environ gives it) and the file that one
// of these names, which read reads. A flag goes before a variable, a variable before the file, the file before the default. The error
// holds everything that is wrong: settings that are not known, values that are not right, settings that do not go together.
func (f *Flags) Load(environ []string, read func(file string) ([]byte, error)) (*Loaded, error) {
	loaded := &Loaded{origins: make(map[string]string)}
	var problems []error
	apply := func(s setting, origin string, texts []string) {
		if err := s.value(&loaded.Config).set(texts); err != nil {
			problems = append(problems, fmt.Errorf("%s: %w", origin, err))
			return
		}
		loaded.origins[s.name] = origin
	}
	for _, s := range settings {
		apply(s, "default", []string{s.fallback})
	}
	variables, unknown := ofEnvironment(environ)
	problems = append(problems, unknown...)
	file := variables[fileVariable]
	if f.file != "" {
		file = f.file
	}
	if file != "" {
		entries, wrong := readFile(file, read)
		problems = append(problems, wrong...)
		for _, e := range entries {
			apply(e.setting, e.origin, e.texts)
		}
	}
	for _, s := range settings {
		if text, ok := variables[s.variable()]; ok {
			apply(s, s.variable(), []string{text})
		}
		if f.set.Changed(s.name) {
			apply(s, "--"+s.name, f.given[s.name].texts)
		}
	}
	if len(problems) == 0 {
		problems = loaded.check()
	}
	if len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	return loaded, nil
}

// foreign matches variables that Kubernetes sets for services whose name begins with "compendium".
var foreign = regexp.MustCompile(`_SERVICE_(HOST|PORT)(_[A-Z0-9_]+)?$|_PORT(_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?$`)

// ofEnvironment picks the variables that are settings.
func ofEnvironment(environ []string) (variables map[string]string, problems []error) {
	known := []string{fileVariable}
	for _, s := range settings {
		known = append(known, s.variable())
	}
	variables = make(map[string]string)
	for _, one := range slices.Sorted(slices.Values(environ)) {
		name, text, _ := strings.Cut(one, "=")
		switch {
		case !strings.HasPrefix(name, prefix):
		case slices.Contains(known, name):
			variables[name] = text
		case !foreign.MatchString(name):
			problems = append(problems, fmt.Errorf("%s: there is no such variable%s", name, nearest(prefix, name, known)))
		}
	}
	return variables, problems
}

// nearest suggests the known name that is most like one that is not, beyond what all names begin with.
func nearest(begin, name string, known []string) string {
	best, distance := "", 1+(len(name)-len(begin))/3
	for _, k := range known {
		if d := edits(name, k); d < distance {
			best, distance = k, d
		}
	}
	if best == "" {
		return "; docs/serve.md lists all"
	}
	return "; did you mean " + best + "?"
}

// edits counts the letters to change, add or remove from one word to the other.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
