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
	// setup describes its configuration and its limits.
	setup string
	// wrapped is set if it reads records only as parts of Kubernetes resources.
	wrapped bool
	// command returns a run over a content directory, which exits with 0 if it finds nothing.
	command func(ctx context.Context, s *setup, content string) (*exec.Cmd, error)
}

// ownName is our own program; loopName is the peer that is implemented here.
const (
	ownName  = "compendium lint"
	loopName = "protoyaml loop"
)

// peers returns the programs, ours first.
func peers() []peer {
	return []peer{
		{name: ownName, setup: "with all rules and `--no-cache`.",
			command: func(ctx context.Context, s *setup, content string) (*exec.Cmd, error) {
				return exec.CommandContext(ctx, s.tool("compendium"), "lint", content, "--no-cache", "--quiet", "--as-of",
					asOf), nil
			}},
		{name: loopName, setup: "reads each file with protoyaml 0.7.0 and validates it with protovalidate 1.4.0: the loop " +
			"that a user of the schema would write first " +
			"([loop.go](../bench/peers/loop.go)). It applies the rules of the schema, but none that need another record or " +
			"relate fields that the schema does not.",
			command: func(ctx context.Context, _ *setup, content string) (*exec.Cmd, error) {
				self, err := os.Executable()
				return exec.CommandContext(ctx, self, "-loop", content), err
			}},
		{name: "ajv", setup: "8.20 compiles the shipped JSON Schemas, extended by the field dependencies that JSON Schema " +
			"can express, and reads YAML with js-yaml 5.5 " +
			"([check.mjs](../bench/peers/policy/ajv/check.mjs)), which is faster than ajv-cli and reports lines. JSON Schema " +
			"cannot look at other records, compare two lists of a record, or order dates.",
			command: func(ctx context.Context, s *setup, content string) (*exec.Cmd, error) {
				return exec.CommandContext(ctx, "node", filepath.Join(s.cache, "ajv", "check.mjs"), s.schemas, content), nil
			}},
		{name: "kubeconform", wrapped: true,
			setup: "0.8 with `-strict` and the same JSON Schemas. It reads only Kubernetes resources: each record is wrapped " +
				"as the `spec` of one, so that its files have three more lines and " +
				"are indented. It cannot express more than ajv, and reports lines only for invalid YAML.",
			command: func(ctx context.Context, s *setup, content string) (*exec.Cmd, error) {
				return exec.CommandContext(ctx, s.tool("kubeconform"), "-strict", "-schema-location",
					filepath.Join(s.dir, "kubeconform", "{{.ResourceKind}}.json"), content), nil
			}},
		{name: "conftest", setup: "0.71 with `--combine`, the same JSON Schemas by `json.match_schema`, called once per " +
			"collection because it compiles the schema on each call, and " +
			"[rules in Rego](../bench/peers/policy/conftest/compendium.rego) for references, citation keys, the order of " +
			"events and the flags. It reports no lines.",
			command: func(ctx context.Context, s *setup, content string) (*exec.Cmd, error) {
				c := exec.CommandContext(ctx, s.tool("conftest"), "test", "--combine", "--no-color", "--policy",
					filepath.Join(s.policies, "conftest"), "--data", filepath.Join(s.dir, "conftest"), ".")
				c.Dir = content
				return c, nil
			}},
		{name: "cue vet", setup: "0.17 with definitions made by `cue import` from the same JSON Schemas, with enums " +
			"rewritten as patterns, which is four times faster, and " +
			"[constraints](../bench/peers/policy/cue/rules.cue) for references, citation keys, the order of events and the " +
			"flags. All files are placed in one value (`--path`), so that records can refer to each other.",
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
				args := append([]string{"vet", "-c", "--all-errors", "--with-context", "--path", "path.Base(path.Dir(filename))",
					"--path", `strings.TrimSuffix(path.Base(filename),".yaml")`}, definitions...)
				c := exec.CommandContext(ctx, s.tool("cue"), append(args, files...)...)
				c.Dir = content
				return c, nil
			}},
	}
}

// accepts reports whether a peer finds nothing in content, and returns its output.
func (p peer) accepts(ctx context.Context, s *setup, content string) (accepts bool, output string, err error) {
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
