package config_test

import (
	"bytes"
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"

	"github.com/opencompendium/compendium/services/config"
)

// load settles a configuration as a command line would.
func load(t *testing.T, args, environ []string, file string) (*config.Loaded, error) {
	t.Helper()
	set := pflag.NewFlagSet("serve", pflag.ContinueOnError)
	flags := config.AddFlags(set)
	if err := set.Parse(args); err != nil {
		t.Fatal(err)
	}
	return flags.Load(environ, func(name string) ([]byte, error) {
		if name != "c.yaml" {
			return nil, errors.New("open " + name + ": no such file")
		}
		return []byte(file), nil
	})
}

func TestPrecedence(t *testing.T) {
	file := []string{"--config", "c.yaml"}
	tests := []struct {
		name    string
		args    []string
		environ []string
		file    string
		want    int
		origin  string
	}{
		{"default", nil, []string{"PATH=/bin"}, "", 2000, "default"},
		{"file", file, nil, "# limits\nmax-in-flight: 7\n", 7, "c.yaml:2"},
		{"variable names the file", nil, []string{"COMPENDIUM_CONFIG=c.yaml"}, "max-in-flight: 7", 7, "c.yaml:1"},
		{"variable before file", file, []string{"COMPENDIUM_MAX_IN_FLIGHT=8"}, "max-in-flight: 7", 8,
			"COMPENDIUM_MAX_IN_FLIGHT"},
		{"flag before all", append(file, "--max-in-flight", "9"), []string{"COMPENDIUM_MAX_IN_FLIGHT=8"}, "max-in-flight: 7",
			9, "--max-in-flight"},
		{"a variable that is the default", nil, []string{"COMPENDIUM_MAX_IN_FLIGHT=2000"}, "", 2000,
			"COMPENDIUM_MAX_IN_FLIGHT"},
		{"Kubernetes' own variables", nil, []string{"COMPENDIUM_SERVICE_HOST=10.0.0.1", "COMPENDIUM_SERVICE_PORT_GRPC=1",
			"COMPENDIUM_PORT=tcp://10.0.0.1:1",
			"COMPENDIUM_PORT_50051_TCP_ADDR=10.0.0.1", "COMPENDIUM_WEB_SERVICE_HOST=10.0.0.1"}, "", 2000, "default"},
		{"an empty file", file, nil, "# nothing\n", 2000, "default"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			loaded, err := load(t, test.args, test.environ, test.file)
			if err != nil {
				t.Fatal(err)
			}
			if loaded.MaxInFlight != test.want {
				t.Errorf("max-in-flight %d, want %d", loaded.MaxInFlight, test.want)
			}
			var printed bytes.Buffer
			if err := loaded.Print(&printed); err != nil {
				t.Fatal(err)
			}
			if line := lineOf(printed.String(), "max-in-flight"); !strings.HasSuffix(line, "# "+test.origin) {
				t.Errorf("printed %q, want the origin %s", line, test.origin)
			}
		})
	}
}

func lineOf(text, begin string) string {
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, begin) {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

func TestRefused(t *testing.T) {
	file := []string{"--config", "c.yaml"}
	tests := []struct {
		name    string
		args    []string
		environ []string
		file    string
		want    string
	}{
		{"unknown variable", nil, []string{"COMPENDIUM_LISTN=x"}, "",
			"COMPENDIUM_LISTN: there is no such variable; did you mean COMPENDIUM_LISTEN?"},
		{"unknown variable, nothing near", nil, []string{"COMPENDIUM_XYZ=x"}, "",
			"COMPENDIUM_XYZ: there is no such variable; docs/serve.md lists all"},
		{"unknown key", file, nil, "poll: 1s\nmax-inflight: 7\n", `c.yaml:2: there is no setting "max-inflight"; did you mean max-in-flight?`},
		{"key twice", file, nil, "poll: 1s\npoll: 2s\n",
			"c.yaml:2: The key poll is repeated; the first is on line 1. Keep one."},
		{"two documents", file, nil, "poll: 1s\n---\npoll: 2s\n",
			"c.yaml:2: there is more than one document; put all settings into one"},
		{"no mapping", file, nil, "- poll\n", "c.yaml: not a mapping; write lines such as `listen: 127.0.0.1:50051`"},
		{"no file", []string{"--config", "none.yaml"}, nil, "", "read the file of settings: open none.yaml: no such file"},
		{"alias", file, nil, "poll: &p 1s\ntls-poll: *p\n", "c.yaml:1: Anchors and aliases are not read. Write the value " +
			"where it is needed.\nc.yaml:2: Anchors and aliases are not read. Write the value where it is needed."},
		{"duration", []string{"--poll", "soon"}, nil, "", `--poll: "soon" is not a duration; write one such as 500ms, 30s or 2m`},
		{"duration out of range", nil, []string{"COMPENDIUM_POLL=0s"}, "", "COMPENDIUM_POLL: 0s is not between 1ms and 24h"},
		{"size", file, nil, "max-request-bytes: 9XB", `c.yaml:1: "9XB" is not a size; write one such as 27MiB`},
		{"size beyond numbers", []string{"--memory-limit", "9999999999TiB"}, nil, "", `--memory-limit: "9999999999TiB" is not a size; write one such as 27MiB`},
		{"count", []string{"--max-in-flight", "0"}, nil, "", "--max-in-flight: 0 is not between 1 and 1000000"},
		{"boolean", nil, []string{"COMPENDIUM_REFLECTION=no"}, "", `COMPENDIUM_REFLECTION: "no" is neither true nor false`},
		{"a password in what is no URL", []string{"--oidc-issuer", "me:hunter2@host"}, nil, "",
			"--oidc-issuer: this is not a URL; write one such as https://issuer.example.org"},
		{"public", []string{"--listen", "0.0.0.0:50051"}, nil, "",
			"listen: 0.0.0.0:50051 is reached by other machines, and without TLS they read and forge what is served; " +
				"set tls-cert and tls-key, listen on 127.0.0.1, or set insecure-public if a proxy or mesh in front does TLS"},
		{"key without certificate", []string{"--tls-key", "k"}, nil, "",
			"tls-cert and tls-key go together: set both or none"},
		{"client authority without TLS", []string{"--tls-client-ca", "k"}, nil, "",
			"tls-client-ca: there is no TLS; set tls-cert and tls-key"},
		{"issuer without audience", []string{"--oidc-issuer", "https://i.example"}, nil, "",
			"oidc-issuer and oidc-audience go together: a token for another service must not be taken"},
		{"keys over plaintext", []string{"--oidc-issuer", "http://i.example", "--oidc-audience", "a"}, nil, "",
			"oidc-issuer, oidc-keys: keys that come over plaintext can be forged; use https, or http on this machine only"},
		{"allow without proof", []string{"--allow", "*=x"}, nil, "",
			"allow: nothing proves who a caller is; set tls-client-ca or oidc-issuer"},
		{"grant", []string{"--allow", "x"}, nil, "", `--allow: "x" is not a grant; write METHODS=IDENTITY, such as */GetDrug=spiffe://example.org/web`},
		{"admin port for everyone", []string{"--admin-listen", "0.0.0.0:9090"}, nil, "",
			"admin-listen: 0.0.0.0:9090 is reached by other machines, and it has profiles and no access control; " +
				"listen on 127.0.0.1, or set admin-public on a private network"},
		{"flags for a catalog without one", []string{"--content", "c", "--cache-dir", "d", "--max-staleness", "1m"}, nil, "",
			"--max-staleness does nothing here: it is for what --catalog follows; set catalog, or leave it out\n" +
				"--cache-dir does nothing here: it is for what --catalog follows; set catalog, or leave it out"},
		{"poll of a catalog", []string{"--catalog", "oci://a/b:c", "--poll", "1s"}, nil, "",
			"--poll does nothing here: a catalog is looked at every catalog-poll; set that, or leave it out"},
		{"authority of a directory", []string{"--catalog", "oci-layout://d:c", "--mirror", "file:f", "--registry-ca", "x"},
			nil, "",
			"--registry-ca does nothing here: neither the catalog nor a mirror is a registry or web server; leave it out"},
		{"HTTP where gRPC is", []string{"--http-listen", "127.0.0.1:50051"}, nil, "",
			"http-listen: 127.0.0.1:50051 is listened on already; choose another port"},
		{"public HTTP", []string{"--http-listen", "0.0.0.0:80"}, nil, "",
			"http-listen: 0.0.0.0:80 is reached by other machines, and without TLS they read and forge what is served; " +
				"set tls-cert and tls-key, listen on 127.0.0.1, or set insecure-public if a proxy or mesh in front does TLS"},
		{"origin with a path", []string{"--http-listen", "127.0.0.1:8080", "--http-origin", "https://a.example/x"}, nil, "",
			`http-origin: invalid origin "https://a.example/x"; write scheme and host, such as https://example.org, or *`},
		{"origin without HTTP", []string{"--http-origin", "*"}, nil, "",
			"--http-origin does nothing here: there is no HTTP; set http-listen, or leave it out"},
		{"everything at once", []string{"--poll", "x"}, []string{"COMPENDIUM_XYZ=x"}, "",
			"COMPENDIUM_XYZ: there is no such variable; docs/serve.md lists all\n" + `--poll: "x" is not a duration; write one such as 500ms, 30s or 2m`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := load(t, test.args, test.environ, test.file)
			if err == nil {
				t.Fatal("it was taken")
			}
			if diff := cmp.Diff(test.want, err.Error()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestUsefulSettings has settings that are of use, or that several servers may share.
func TestUsefulSettings(t *testing.T) {
	for _, test := range []struct {
		args, environ []string
		file          string
	}{
		{[]string{"--admin-listen", "0.0.0.0:9090", "--admin-public"}, nil, ""},
		{[]string{"--admin-listen", "localhost:9090"}, nil, ""},
		{[]string{"--content", "c"}, []string{"COMPENDIUM_CACHE_DIR=/cache"}, ""},
		{[]string{"--content", "c", "--config", "c.yaml"}, nil, "catalog-poll: 1m\n"},
		{[]string{"--content", "c", "--poll", "2s", "--retain-bytes", "1GiB"}, nil, ""},
		{[]string{"--catalog", "oci-layout://d:c", "--cache-dir", "d", "--mirror", "oci://a/b:c", "--registry-ca", "x"}, nil,
			""},
		{[]string{"--catalog", "https://a.example/b", "--registry-ca", "x"}, nil, ""},
	} {
		if _, err := load(t, test.args, test.environ, test.file); err != nil {
			t.Errorf("%v %v %q: %v", test.args, test.environ, test.file, err)
		}
	}
}

func TestListenIsPublic(t *testing.T) {
	for listen, public := range map[string]bool{
		"127.0.0.1:1": false, "[::1]:1": false, "localhost:1": false, "127.9.9.9:1": false, "[::ffff:127.0.0.1]:1": false,
		"unix:/run/x.sock": false,
		":1":               true, "0.0.0.0:1": true, "[::]:1": true, "10.0.0.1:1": true, "host.example:1": true,
		"localhost.example:1": true,
	} {
		_, err := load(t, []string{"--listen", listen}, nil, "")
		if (err != nil) != public {
			t.Errorf("listen %s: %v", listen, err)
		}
		for _, more := range [][]string{{"--insecure-public"}, {"--tls-cert", "c", "--tls-key", "k"}} {
			if _, err := load(t, append(more, "--listen", listen), nil, ""); err != nil {
				t.Errorf("listen %s with %v: %v", listen, more, err)
			}
		}
	}
}

// TestPrintIsAFile feeds what is printed in as a file: the configuration is the same, and no secret is in it.
func TestPrintIsAFile(t *testing.T) {
	first, err := load(t, []string{"--config", "c.yaml", "--reflection=false", "--max-request-bytes", "1048576", "--drain-timeout", "90s"}, nil, `
tls-cert: cert.pem
tls-key: key.pem
tls-client-ca: ca.pem
allow:
  "compendium.v1.CatalogService/*": [spiffe://example.org/web, "dns:*.example.org"]
  "*/ListRules": "*"
`)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{"compendium.v1.CatalogService/*": {"spiffe://example.org/web", "dns:*.example.org"},
		"*/ListRules": {"*"}}
	if diff := cmp.Diff(want, first.Allow); diff != "" {
		t.Error(diff)
	}
	if first.DrainTimeout != 90*time.Second || first.MaxRequestBytes != 1<<20 || first.Reflection {
		t.Errorf("settings: %+v", first.Config)
	}
	var printed bytes.Buffer
	if err := first.Print(&printed); err != nil {
		t.Fatal(err)
	}
	second, err := load(t, []string{"--config", "c.yaml"}, nil, printed.String())
	if err != nil {
		t.Fatalf("%v\n%s", err, &printed)
	}
	if diff := cmp.Diff(first.Config, second.Config); diff != "" {
		t.Error(diff)
	}
}

func TestPrintHidesSecrets(t *testing.T) {
	loaded, err := load(t, []string{"--oidc-issuer", "https://me:hunter2@issuer.example", "--oidc-audience", "a",
		"--catalog", "https://me:hunter3@host.example/release?signature=hunter4", "--mirror",
		"https://me:hunter5@host.example/release"}, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	var printed bytes.Buffer
	if err := loaded.Print(&printed); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(printed.String(), "hunter") || !strings.Contains(printed.String(), "host.example/release") {
		t.Errorf("the password is printed:\n%s", &printed)
	}
}

// TestEveryFieldIsASetting fails when a field has no row in the table of settings: each default differs from the zero
// value or is it by intent, so a field that no flag reaches would stay zero.
func TestEveryFieldIsASetting(t *testing.T) {
	set := pflag.NewFlagSet("serve", pflag.ContinueOnError)
	config.AddFlags(set)
	flags := 0
	set.VisitAll(func(*pflag.Flag) { flags++ })
	if fields := reflect.TypeFor[config.Config]().NumField(); flags != fields+2 {
		t.Errorf("%d fields and %d flags beside --config and --print-config", fields, flags-2)
	}
	loaded, err := load(t, nil, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(config.Default(), &loaded.Config); diff != "" {
		t.Error(diff)
	}
}

const (
	tableBegin = "<!-- settings: made by UPDATE_DOCS=1 go test ./services/config -->\n\n"
	tableEnd   = "\n<!-- end of settings -->"
)

// TestSettingsAreDocumented keeps the table in docs/serve.md. UPDATE_DOCS=1 writes it.
func TestSettingsAreDocumented(t *testing.T) {
	const file = "../../docs/serve.md"
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(page), tableBegin)
	table, tail, closed := strings.Cut(rest, tableEnd)
	if !ok || !closed {
		t.Fatalf("%s has no place for the table of settings", file)
	}
	if table == config.Markdown() {
		return
	}
	if os.Getenv("UPDATE_DOCS") == "" {
		t.Fatalf("the table of settings is not current; run UPDATE_DOCS=1 go test ./services/config\n%s",
			cmp.Diff(table, config.Markdown()))
	}
	if err := os.WriteFile(file, []byte(head+tableBegin+config.Markdown()+tableEnd+tail), 0o600); err != nil {
		t.Fatal(err)
	}
}

func FuzzFile(f *testing.F) {
	for _, seed := range []string{
		"", "listen: x", "allow: {a: [b]}", "allow: [a=b]", "a: &a [*a]", "poll: !!binary x", "? [a]\n: b", "- 1",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, file string) {
		loaded, err := load(t, []string{"--config", "c.yaml"}, nil, file)
		if err != nil {
			return
		}
		var printed bytes.Buffer
		if err := loaded.Print(&printed); err != nil {
			t.Fatal(err)
		}
		again, err := load(t, []string{"--config", "c.yaml"}, nil, printed.String())
		if err != nil {
			t.Fatalf("%v\n%s", err, &printed)
		}
		if diff := cmp.Diff(loaded.Config, again.Config); diff != "" {
			t.Error(diff)
		}
	})
}

// TestHelpHasNoQuotesLeft looks at the help as pflag makes it: what a flag takes is taken out of quotes, and no others
// may be left.
func TestHelpHasNoQuotesLeft(t *testing.T) {
	set := pflag.NewFlagSet("serve", pflag.ContinueOnError)
	config.AddFlags(set)
	set.VisitAll(func(f *pflag.Flag) {
		if _, usage := pflag.UnquoteUsage(f); strings.Contains(usage, "`") {
			t.Errorf("--%s: %s", f.Name, usage)
		}
	})
	if name, _ := pflag.UnquoteUsage(set.Lookup("listen")); name != "host:port" {
		t.Errorf("--listen takes %s", name)
	}
}
