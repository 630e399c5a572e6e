// Command deploycheck checks the files in deploy/ with the parsers of their consumers: Kubernetes' API types,
// BuildKit's Dockerfile frontend and linter, and a PromQL parser.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/VictoriaMetrics/metricsql"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/prometheus/common/model"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	"sigs.k8s.io/yaml"
)

func main() {
	failed := false
	for _, check := range []struct {
		file string
		is   func([]byte) error
	}{{"deploy/kubernetes/compendium.yaml", kubernetes}, {"deploy/Dockerfile", dockerfile},
		{"deploy/prometheus/alerts.yaml", alerts}, {"deploy/grafana/compendium.json", dashboard}} {
		text, err := os.ReadFile(check.file)
		if err == nil {
			err = check.is(text)
		}
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", check.file, err)
			failed = true
		}
	}
	if failed {
		os.Exit(1)
	}
}

// kubernetes decodes each document strictly as the API type it names.
func kubernetes(text []byte) error {
	for _, document := range bytes.Split(text, []byte("\n---\n")) {
		var kind struct{ Kind string }
		if err := yaml.Unmarshal(document, &kind); err != nil {
			return err
		}
		object, ok := map[string]any{"Deployment": &appsv1.Deployment{}, "Service": &corev1.Service{},
			"PodDisruptionBudget": &policyv1.PodDisruptionBudget{}}[kind.Kind]
		if !ok {
			return fmt.Errorf("unexpected kind %q; add it to the check", kind.Kind)
		}
		if err := yaml.UnmarshalStrict(document, object); err != nil {
			return fmt.Errorf("%s: %w", kind.Kind, err)
		}
	}
	return nil
}

// alerts decodes alerting rules as Prometheus does, and parses their expressions.
func alerts(text []byte) error {
	var file struct {
		Groups []struct {
			Name  string `json:"name"`
			Rules []struct {
				Alert       string            `json:"alert"`
				Expr        string            `json:"expr"`
				For         string            `json:"for"`
				Labels      map[string]string `json:"labels"`
				Annotations map[string]string `json:"annotations"`
			} `json:"rules"`
		} `json:"groups"`
	}
	if err := yaml.UnmarshalStrict(text, &file); err != nil {
		return err
	}
	rules := 0
	for _, group := range file.Groups {
		for _, rule := range group.Rules {
			rules++
			if rule.Alert == "" || group.Name == "" || rule.Annotations["summary"] == "" {
				return fmt.Errorf("rule %d: alert name, group name or summary is empty", rules)
			}
			if _, err := model.ParseDuration(rule.For); err != nil {
				return fmt.Errorf("%s: %w", rule.Alert, err)
			}
			if err := promQL(rule.Expr); err != nil {
				return fmt.Errorf("%s: %w", rule.Alert, err)
			}
		}
	}
	if rules == 0 {
		return errors.New("no rules")
	}
	return nil
}

// dashboard checks the fields Grafana requires and parses the expressions of all panels.
func dashboard(text []byte) error {
	var file struct {
		Title         string `json:"title"`
		UID           string `json:"uid"`
		SchemaVersion int    `json:"schemaVersion"`
		Panels        []struct {
			Title   string         `json:"title"`
			Type    string         `json:"type"`
			GridPos map[string]int `json:"gridPos"`
			Targets []struct {
				Expr string `json:"expr"`
			} `json:"targets"`
		} `json:"panels"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return err
	}
	if file.Title == "" || file.UID == "" || file.SchemaVersion == 0 || len(file.Panels) == 0 {
		return errors.New("title, uid, schemaVersion or panels missing")
	}
	for _, panel := range file.Panels {
		if panel.Type == "" || len(panel.GridPos) != 4 || len(panel.Targets) == 0 {
			return fmt.Errorf("panel %q: type, position or targets missing", panel.Title)
		}
		for _, target := range panel.Targets {
			if err := promQL(target.Expr); err != nil {
				return fmt.Errorf("panel %q: %w", panel.Title, err)
			}
		}
	}
	return nil
}

// promQL parses an expression. Prometheus' own parser would add three cloud SDKs to the dependencies.
func promQL(expression string) error {
	_, err := metricsql.Parse(expression)
	return err
}

func dockerfile(text []byte) error {
	parsed, err := parser.Parse(bytes.NewReader(text))
	if err != nil {
		return err
	}
	var warned error
	warnings := linter.New(&linter.Config{Warn: func(rule, description, _, message string, _ []parser.Range) {
		warned = fmt.Errorf("%s: %s %s", rule, message, description)
	}})
	if _, _, err := instructions.Parse(parsed.AST, warnings); err != nil {
		return err
	}
	return warned
}
