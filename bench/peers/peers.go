package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// peer is a program that checks data files.
type peer struct {
	name string
	// setup says how it is set up, and what it cannot say.
	setup string
	// wrapped says that it reads records only as parts of Kubernetes resources.
	wrapped bool
	// command gives a run over a content directory. It exits with 0 where it finds nothing.
	command func(ctx context.Context, s *setup, content string) (*exec.Cmd, error)
}

// ownName is the name of what the peers are compared with, and loopName of the one that is written here.
const (
	ownName  = "compendium lint"
	loopName = "protoyaml loop"
)

// peers lists the programs, our own first.
func peers() []peer {
	return []peer{
		{name: ownName, setup: "with all its rules, and `--no-cache`: nothing is remembered from the run before.", command: func(ctx context.Context, s *setup, content string) (*exec.Cmd, error) {
			return exec.CommandContext(ctx, s.tool("compendium"), "lint", content, "--no-cache", "--quiet", "--as-of", asOf), nil
		}},
		{name: loopName, setup: "reads one file after the other with protoyaml 0.7.0 and checks it with protovalidate 1.4.0: the loop that a user of the schema writes first " +
			"([loop.go](../bench/peers/loop.go)). It has the rules of the schema, and none that needs another record or two fields that the schema does not relate.",
			command: func(ctx context.Context, _ *setup, content string) (*exec.Cmd, error) {
				self, err := os.Executable()
				return exec.CommandContext(ctx, self, "-loop", content), err
			}},
		{name: "ajv", setup: "8.20 compiles the shipped JSON Schemas, with what JSON Schema can say of fields that depend on each other added, and reads YAML with js-yaml 5.5 " +
			"([check.mjs](../bench/peers/policy/ajv/check.mjs)), which is quicker than ajv-cli and finds lines. JSON Schema cannot look at another record, compare two lists of one record, or order dates.",
			command: func(ctx context.Context, s *setup, content string) (*exec.Cmd, error) {
				return exec.CommandContext(ctx, "node", filepath.Join(s.cache, "ajv", "check.mjs"), s.schemas, content), nil
			}},
		{name: "kubeconform", wrapped: true, setup: "0.8 with `-strict` and the same JSON Schemas. It reads Kubernetes resources only: each record is wrapped as the `spec` of one, so that its files have three lines more and " +
			"are indented. It cannot say more than ajv, and gives lines only of what is no good YAML.",
			command: func(ctx context.Context, s *setup, content string) (*exec.Cmd, error) {
				return exec.CommandContext(ctx, s.tool("kubeconform"), "-strict", "-schema-location", filepath.Join(s.dir, "kubeconform", "{{.ResourceKind}}.json"), content), nil
			}},
		{name: "conftest", setup: "0.71 with `--combine`, the same JSON Schemas by `json.match_schema`, called once a collection since it compiles the schema at each call, and " +
			"[rules in Rego](../bench/peers/policy/conftest/compendium.rego) for references, citation keys, the order of events and the flags. It gives no lines.",
			command: func(ctx context.Context, s *setup, content string) (*exec.Cmd, error) {
				c := exec.CommandContext(ctx, s.tool("conftest"), "test", "--combine", "--no-color", "--policy", filepath.Join(s.policies, "conftest"), "--data", filepath.Join(s.dir, "conftest"), ".")
				c.Dir = content
				return c, nil
			}},
		{name: "cue vet", setup: "0.17 with definitions that `cue import` makes of the same JSON Schemas, choices of words rewritten as patterns, which takes a quarter of the time, and " +
			"[constraints](../bench/peers/policy/cue/rules.cue) for references, citation keys, the order of events and the flags. All files are put into one value (`--path`), so that records can look each other up.",
			command: func(ctx context.Context, s *setup, content string) (*exec.Cmd, error) {
				files, err := filepath.Glob(filepath.Join(content, "*", "*.yaml"))
				if err != nil {
					return nil, err
				}
				for i, file := range files {
					if files[i], err = filepath.Rel(content, file); err != nil {
						return nil, err
					}
				}
				definitions, err := filepath.Glob(filepath.Join(s.dir, "cue", "*.cue"))
				if err != nil {
					return nil, err
				}
				args := append([]string{"vet", "-c", "--all-errors", "--with-context", "--path", "path.Base(path.Dir(filename))", "--path", `strings.TrimSuffix(path.Base(filename),".yaml")`}, definitions...)
				c := exec.CommandContext(ctx, s.tool("cue"), append(args, files...)...)
				c.Dir = content
				return c, nil
			}},
	}
}

// accepts says whether a peer finds nothing in content, and what it says.
func (p peer) accepts(ctx context.Context, s *setup, content string) (accepts bool, says string, err error) {
	c, err := p.command(ctx, s, content)
	if err != nil {
		return false, "", err
	}
	out, err := c.CombinedOutput()
	if err == nil {
		return true, string(out), nil
	}
	if c.ProcessState == nil {
		return false, "", fmt.Errorf("run %s: %w", p.name, err)
	}
	return false, string(out), nil
}
