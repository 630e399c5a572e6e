package config

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/opencompendium/compendium/catalog/spelling"
)

// prefix is the prefix of environment variables that are settings.
const prefix = "COMPENDIUM_"

// fileVariable is the environment variable that names the file of settings.
const fileVariable = prefix + "CONFIG"

// Flags are the flags of all settings.
type Flags struct {
	set  *pflag.FlagSet
	file string
	// print is true if the settings are to be shown.
	print bool
	given map[string]*flag
}

// flag holds what was given for a setting until Load reads it.
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

// Set holds a text. Load reports what is wrong with it: the error of a flag would show the text, which may be secret.
func (f *flag) Set(text string) error {
	f.texts = append(f.texts, text)
	return nil
}

// Type names the expected value, for help.
func (f *flag) Type() string { return f.setting.value(&Config{}).kind() }

// AddFlags adds a flag for each setting, --config and --print-config.
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

// helpOf returns a usage text with quotes around its first word only: pflag shows that word as the value of the flag,
// and would show other quotes as they are.
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
	// origins is where each setting comes from.
	origins map[string]string
}

// Default returns the default configuration.
func Default() *Config {
	c := &Config{}
	for _, s := range settings {
		// A test checks that the defaults are valid.
		_ = s.value(c).set([]string{s.fallback})
	}
	return c
}

// Load completes the configuration from the parsed flags, the environment (in the form of os.Environ) and the file that
// one of them names. Flags override variables, variables override the file, and the file overrides the defaults. The
// error has everything that is wrong: unknown settings, invalid values, settings that contradict each other.
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
		problems = append(loaded.check(), loaded.checkUseless()...)
	}
	if len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	return loaded, nil
}

// foreign matches variables that Kubernetes sets for services whose name begins with "compendium".
var foreign = regexp.MustCompile(
	`_SERVICE_(HOST|PORT)(_[A-Z0-9_]+)?$|_PORT(_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?$`,
)

// ofEnvironment returns the variables that are settings.
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

// nearest suggests the known name that is nearest to an unknown one, without their common prefix.
func nearest(begin, name string, known []string) string {
	candidates := make([]string, len(known))
	for i, k := range known {
		candidates[i] = strings.TrimPrefix(k, begin)
	}
	if near, ok := spelling.Nearest(strings.TrimPrefix(name, begin), candidates); ok {
		return "; did you mean " + begin + near + "?"
	}
	return "; docs/serve.md lists all"
}
