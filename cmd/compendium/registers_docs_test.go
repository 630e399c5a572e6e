package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// TestRegistersJobAsDocumented runs the steps of the job that docs/registers.md shows, as a runner does, with files in
// the place of the registers' addresses.
func TestRegistersJobAsDocumented(t *testing.T) {
	for _, program := range []string{"bash", "curl"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("there is no %s", program)
		}
	}
	text := regexp.MustCompile("(?s)```yaml\n(# .github/workflows/registers.yaml\n.*?)```").
		FindSubmatch(readTop(t, "docs/registers.md"))[1]
	var workflow struct {
		Jobs map[string]struct {
			Steps []struct {
				Run string            `yaml:"run"`
				Env map[string]string `yaml:"env"`
			} `yaml:"steps"`
		} `yaml:"jobs"`
	}
	if err := yaml.Load(text, &workflow); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	fda, medicines := filepath.Join(dir, "fda"), filepath.Join(dir, "medicines.json")
	if err := os.Mkdir(fda, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, table := range map[string]string{
		"Applications.txt":    "ApplNo\tApplType\tSponsorName\n021999\tNDA\tEXAMPLE\n",
		"MarketingStatus.txt": "MarketingStatusID\tApplNo\tProductNo\n1\t021999\t001\n",
		"Products.txt": "ApplNo\tProductNo\tForm\tStrength\tDrugName\tActiveIngredient\n" +
			"021999\t001\tTABLET;ORAL\t100MG\tEXAMPLA\tEXAMPLINIB\n",
		"Submissions.txt": "ApplNo\tSubmissionType\tSubmissionNo\tSubmissionStatus\tSubmissionStatusDate\n" +
			"021999\tORIG\t1\tAP\t2003-04-18 00:00:00\n",
	} {
		write(t, filepath.Join(fda, name), table)
	}
	if err := zipFolder(fda, filepath.Join(dir, "fda.zip")); err != nil {
		t.Fatal(err)
	}
	write(t, medicines, `{"meta": {"timestamp": "2026-09-26T06:02:29Z"}, "data": [{"category": "Human",
		"name_of_medicine": "Exampla", "ema_product_number": "EMEA/H/C/009001", "medicine_status": "Authorised",
		"marketing_authorisation_date": "22/09/2004"}]}`)
	vars := strings.NewReplacer("${{ vars.EMA_JSON }}", "file://"+medicines, "${{ vars.DRUGSATFDA_ZIP }}",
		"file://"+filepath.Join(dir, "fda.zip"))
	copyFrozen(t)
	write(t, filepath.Join("content", "drugs", "examplinib.yaml"), `display_name: Examplinib
depth: REGISTER
products:
  - {id: us, brand: Exampla, jurisdiction: US, application_numbers: [NDA 021999]}
  - {id: eu, brand: Exampla, jurisdiction: EU}
`)
	var printed string
	for _, step := range workflow.Jobs["reconcile"].Steps {
		if step.Run == "" || strings.HasPrefix(step.Run, "go install ") {
			continue // the program is there
		}
		run := exec.CommandContext(t.Context(), "bash", "-e", "-c", step.Run)
		run.Env = os.Environ()
		for name, value := range step.Env {
			run.Env = append(run.Env, name+"="+vars.Replace(value))
		}
		out, err := run.CombinedOutput()
		printed = string(out)
		if err != nil && run.ProcessState.ExitCode() != exitFindings {
			t.Fatalf("%s: %v\n%s", step.Run, err, out)
		}
	}
	for _, want := range []string{
		"::warning file=content/drugs/examplinib.yaml,line=4,", "The license NDA 021999 was first approved on 2003-04-18",
		"::warning file=content/drugs/examplinib.yaml,line=5,",
		"The license EMEA/H/C/009001 was first approved on 2004-09-22",
	} {
		if !strings.Contains(printed, want) {
			t.Errorf("%s is missing in\n%s", want, printed)
		}
	}
}
