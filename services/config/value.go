package config

import (
	"fmt"
	"maps"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// value reads and writes one field as text.
type value interface {
	// set parses the field. It replaces what was set before.
	set(texts []string) error
	// String returns the field as set parses it, without secrets.
	String() string
	// kind names the expected value, for help.
	kind() string
}

// one is a setting of one text: the last one given counts, as is usual for flags.
func one(texts []string) string {
	if len(texts) == 0 {
		return ""
	}
	return texts[len(texts)-1]
}

type text struct{ to *string }

func (v text) set(texts []string) error { *v.to = one(texts); return nil }
func (v text) String() string           { return *v.to }
func (text) kind() string               { return "string" }

type boolean struct{ to *bool }

func (v boolean) set(texts []string) error {
	switch one(texts) {
	case "true":
		*v.to = true
	case "false":
		*v.to = false
	default:
		return fmt.Errorf("%q is neither true nor false", one(texts))
	}
	return nil
}
func (v boolean) String() string { return strconv.FormatBool(*v.to) }
func (boolean) kind() string     { return "bool" }

type duration struct {
	to       *time.Duration
	min, max time.Duration
}

func (v duration) set(texts []string) error {
	d, err := time.ParseDuration(one(texts))
	if err != nil {
		return fmt.Errorf("%q is not a duration; write one such as 500ms, 30s or 2m", one(texts))
	}
	if d < v.min || d > v.max {
		return fmt.Errorf("%v is not between %s and %s", d, short(v.min), short(v.max))
	}
	*v.to = d
	return nil
}
func (v duration) String() string { return short(*v.to) }
func (duration) kind() string     { return "duration" }

// short formats a duration without the zeros that time.Duration appends.
func short(d time.Duration) string {
	written := d.String()
	if strings.HasSuffix(written, "m0s") {
		written = strings.TrimSuffix(written, "0s")
	}
	if strings.HasSuffix(written, "h0m") {
		written = strings.TrimSuffix(written, "0m")
	}
	return written
}

type count struct {
	to       *int
	min, max int
}

func (v count) set(texts []string) error {
	n, err := strconv.Atoi(one(texts))
	if err != nil {
		return fmt.Errorf("%q is not a whole number", one(texts))
	}
	if n < v.min || n > v.max {
		return fmt.Errorf("%d is not between %d and %d", n, v.min, v.max)
	}
	*v.to = n
	return nil
}
func (v count) String() string { return strconv.Itoa(*v.to) }
func (count) kind() string     { return "int" }

// percent is a percentage, with or without its sign.
type percent struct{ to *int }

func (v percent) set(texts []string) error {
	const all = 100
	n, err := strconv.Atoi(strings.TrimSuffix(one(texts), "%"))
	if err != nil || n < 0 || n > all {
		return fmt.Errorf("%q is not a share; write a whole number from 0%% to 100%%, such as 20%%", one(texts))
	}
	*v.to = n
	return nil
}
func (v percent) String() string { return strconv.Itoa(*v.to) + "%" }
func (percent) kind() string     { return "percent" }

// size is a number of bytes, with or without a unit.
type size struct {
	to       *int64
	min, max int64
}

var units = []struct {
	name  string
	bytes int64
}{{"TiB", 1 << 40}, {"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}, {"B", 1}}

func (v size) set(texts []string) error {
	number, factor := one(texts), int64(1)
	for _, u := range units {
		if head, ok := strings.CutSuffix(number, u.name); ok {
			number, factor = head, u.bytes
			break
		}
	}
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n < 0 || n > math.MaxInt64/factor {
		return fmt.Errorf("%q is not a size; write one such as 27MiB", one(texts))
	}
	if n *= factor; n < v.min || n > v.max {
		return fmt.Errorf("%s is not between %s and %s", bytes(n), bytes(v.min), bytes(v.max))
	}
	*v.to = n
	return nil
}
func (v size) String() string { return bytes(*v.to) }
func (size) kind() string     { return "size" }

func bytes(n int64) string {
	for _, u := range units {
		if n > 0 && n%u.bytes == 0 && u.bytes > 1 {
			return strconv.FormatInt(n/u.bytes, 10) + u.name
		}
	}
	return strconv.FormatInt(n, 10)
}

// address is a URL. Its user part is secret.
type address struct{ to *string }

func (v address) set(texts []string) error {
	*v.to = ""
	if one(texts) == "" {
		return nil
	}
	u, err := url.Parse(one(texts))
	// The text may have a password.
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return fmt.Errorf("this is not a URL; write one such as https://issuer.example.org")
	}
	*v.to = one(texts)
	return nil
}

func (v address) String() string { return withoutSecrets(*v.to) }
func (address) kind() string     { return "URL" }

// location is where releases come from: an address, with or without a scheme. Its user part is secret, and so is its
// query, where object stores put signatures.
type location struct{ to *string }

func (v location) set(texts []string) error { *v.to = one(texts); return nil }
func (v location) String() string           { return withoutSecrets(*v.to) }
func (location) kind() string               { return "string" }

// locations are several locations.
type locations struct{ list }

func (v locations) String() string {
	shown := make([]string, len(*v.to))
	for i, text := range *v.to {
		shown[i] = withoutSecrets(text)
	}
	return strings.Join(shown, ",")
}

// withoutSecrets returns an address for people.
func withoutSecrets(text string) string {
	if !strings.Contains(text, "://") {
		return text
	}
	u, err := url.Parse(text)
	if err != nil {
		return "(hidden)"
	}
	if u.User == nil && u.RawQuery == "" {
		return text
	}
	if u.User != nil {
		u.User = url.User("hidden")
	}
	if u.RawQuery != "" {
		u.RawQuery = "hidden"
	}
	return u.String()
}

// grants map patterns of methods to identities.
type grants struct{ to *map[string][]string }

func (v grants) set(texts []string) error {
	*v.to = nil
	granted := make(map[string][]string)
	for _, t := range texts {
		for one := range strings.FieldsSeq(t) {
			methods, identities, ok := strings.Cut(one, "=")
			if !ok || methods == "" || identities == "" {
				return fmt.Errorf("%q is not a grant; write METHODS=IDENTITY, such as */GetDrug=spiffe://example.org/web", one)
			}
			for identity := range strings.SplitSeq(identities, ",") {
				if identity == "" {
					return fmt.Errorf("%q has an empty identity; write METHODS=IDENTITY,IDENTITY", one)
				}
				granted[methods] = append(granted[methods], identity)
			}
		}
	}
	if len(granted) > 0 {
		*v.to = granted
	}
	return nil
}

func (v grants) String() string {
	var all []string
	for _, methods := range slices.Sorted(maps.Keys(*v.to)) {
		all = append(all, methods+"="+strings.Join((*v.to)[methods], ","))
	}
	return strings.Join(all, " ")
}
func (grants) kind() string { return "grant" }
