package policy

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"cel.dev/cel-go/cel"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/spelling"
	configv1 "github.com/opencompendium/compendium/gen/compendium/config/v1"
)

// MaxCost is the largest cost of an expression over one record, all items of its path together, in the unit of CEL:
// about one step of an evaluation, or ten characters of a searched text.
const MaxCost = 100_000

// Rule is a custom rule.
type Rule struct {
	// ID is its identifier.
	ID string
	// Message states what is wrong and what to do.
	Message string
	// Explanation states why it matters. It may be empty.
	Explanation string
	// Severity is the severity of its findings, or OFF.
	Severity configv1.Severity
	// Path is the path of the rule in the configuration.
	Path string

	programs map[catalog.Kind]program
}

// program is an expression, compiled for the records of a collection.
type program struct {
	cel.Program

	path fieldPath
}

// AppliesTo reports whether the rule checks the records of a collection.
func (r *Rule) AppliesTo(kind catalog.Kind) bool {
	_, ok := r.programs[kind]
	return ok
}

// Check evaluates the rule over a record for a day and returns the paths of the fields that violate it, in the order of
// the fields. It fails if the expression fails, as on a missing key, or if ctx is done.
func (r *Rule) Check(ctx context.Context, record *catalog.Record, asOf string) (paths []string, err error) {
	p, ok := r.programs[record.Kind()]
	if !ok {
		return nil, nil
	}
	spent := uint64(0)
	p.path.each(record.Message().ProtoReflect(), func(path string, this any) bool {
		var holds bool
		var cost uint64
		holds, cost, err = p.holds(ctx, map[string]any{"record": record.Message(), "this": this, "as_of": asOf})
		if spent += cost; err == nil && spent > MaxCost {
			err = errCost
		}
		if err == nil && !holds {
			paths = append(paths, path)
		}
		return err == nil
	})
	return paths, err
}

// errCost is the error of an expression that costs too much.
var errCost = fmt.Errorf("it costs more than %d steps over one record; look at fewer items at a time, with path",
	MaxCost)

func (p program) holds(ctx context.Context, variables map[string]any) (holds bool, cost uint64, err error) {
	value, details, err := p.ContextEval(ctx, variables)
	switch {
	case ctx.Err() != nil:
		return false, 0, ctx.Err()
	case err != nil && strings.Contains(err.Error(), "cost limit exceeded"):
		return false, 0, errCost
	case err != nil:
		return false, 0, fmt.Errorf("%s; test with has() or in what may be absent", oneLine(err.Error()))
	}
	if actual := details.ActualCost(); actual != nil {
		cost = *actual
	}
	holds, ok := value.Value().(bool)
	if !ok {
		return false, cost, errors.New("its result is neither true nor false")
	}
	return holds, cost, nil
}

// newEnvironment returns what expressions over records may use: the standard functions of CEL, the types and enums of
// the schema without their package, and the variables except `this`. Functions that make long texts are left out, since
// no cost limit bounds them.
func newEnvironment(kind catalog.Kind) (*cel.Env, error) {
	return cel.NewEnv(cel.Container("compendium.v1"), cel.Types(kind.New()),
		cel.Variable("record", cel.ObjectType(string(kind.Descriptor().FullName()))), cel.Variable("as_of", cel.StringType),
		cel.ParserRecursionLimit(100))
}

// mistake is an error in an expression, with its offset in characters.
type mistake struct {
	message string
	offset  int
}

// compile compiles an expression.
func compile(environment *cel.Env, expression string, this *cel.Type) (cel.Program, *mistake) {
	environment, err := environment.Extend(cel.Variable("this", this))
	if err != nil {
		return nil, &mistake{message: err.Error()}
	}
	ast, issues := environment.Compile(expression)
	if err := issues.Err(); err != nil {
		if len(issues.Errors()) == 0 {
			return nil, &mistake{message: err.Error()}
		}
		first := issues.Errors()[0]
		offset := offsetOf(expression, first.Location.Line(), first.Location.Column())
		// CEL reports the dot before a field; people look at the field.
		if text := []rune(expression); offset < len(text) && text[offset] == '.' {
			offset++
		}
		return nil, &mistake{message: reword(first.Message), offset: offset}
	}
	if !ast.OutputType().IsExactType(cel.BoolType) {
		return nil,
			&mistake{message: fmt.Sprintf("its result has the type %s, but must be true if all is well, and false otherwise",
				ast.OutputType())}
	}
	estimate, err := environment.EstimateCost(ast, unknownSizes{})
	if err != nil {
		return nil, &mistake{message: err.Error()}
	}
	if estimate.Min > MaxCost {
		return nil,
			&mistake{message: fmt.Sprintf("it costs at least %d steps over any record; at most %d are allowed", estimate.Min,
				MaxCost)}
	}
	program, err := environment.Program(ast, cel.CostLimit(MaxCost), cel.InterruptCheckFrequency(100),
		cel.EvalOptions(cel.OptOptimize))
	if err != nil {
		return nil, &mistake{message: err.Error()}
	}
	return program, nil
}

var undeclared = regexp.MustCompile(`^undeclared reference to '([^']*)' \(in container '[^']*'\)$`)

// reword makes a message of CEL about an unknown name more helpful.
func reword(message string) string {
	found := undeclared.FindStringSubmatch(message)
	if found == nil {
		return message
	}
	variables := []string{"this", "record", "as_of"}
	if nearest, ok := spelling.Nearest(found[1], variables); ok {
		return fmt.Sprintf("there is no %s; did you mean %s?", found[1], nearest)
	}
	return fmt.Sprintf("there is no %s; it knows %s and the names of messages and enums", found[1],
		strings.Join(variables, ", "))
}

// offsetOf returns the offset in characters of a line, from 1, and column, from 0, in a text.
func offsetOf(text string, line, column int) int {
	offset := 0
	for range line - 1 {
		before, rest, _ := strings.Cut(text, "\n")
		offset += len([]rune(before)) + 1
		text = rest
	}
	return offset + max(column, 0)
}

func (b *builder) addRules(config *configv1.Config) {
	environments := make(map[catalog.Kind]*cel.Env)
	for i, r := range config.CustomRules {
		path := fmt.Sprintf("custom_rules[%d]", i)
		if _, taken := b.builtin[r.GetId()]; taken {
			b.problemf(RuleInvalid, path+".id",
				"%s is a built-in rule. Give yours another ID that begins with a name of your own.", r.Id)
		}
		if first, taken := b.own[r.GetId()]; taken {
			at, _ := b.document.Locate(fmt.Sprintf("custom_rules[%d]", first))
			b.problemf(RuleInvalid, path+".id", "%s is also the ID of the rule on line %d. Give one of them another ID.", r.Id,
				at.Line)
		} else if b.valid(path + ".id") {
			b.own[r.GetId()] = i
		}
		if !b.valid(path) {
			continue
		}
		rule := &Rule{ID: r.Id, Message: r.Message, Explanation: r.Explanation, Severity: r.Severity, Path: path,
			programs: make(map[catalog.Kind]program)}
		for _, collection := range r.Collections {
			kind, ok := catalog.ParseKind(collection)
			if !ok || !b.addProgram(rule, r, kind, environments) {
				break
			}
		}
		if b.valid(path) {
			b.rules = append(b.rules, rule)
			b.severities[rule.ID] = rule.Severity
		}
	}
}

// addProgram compiles a rule for a collection and reports whether it could.
func (b *builder) addProgram(rule *Rule, r *configv1.Config_Rule, kind catalog.Kind,
	environments map[catalog.Kind]*cel.Env) bool {
	if environments[kind] == nil {
		environment, err := newEnvironment(kind)
		if err != nil {
			b.problemf(RuleExpression, rule.Path+".expression", "Expressions over %s cannot be compiled: %v.", kind, err)
			return false
		}
		environments[kind] = environment
	}
	in := ""
	if len(r.Collections) > 1 {
		in = fmt.Sprintf(" (in %s)", kind)
	}
	path, this, err := parsePath(environments[kind], kind.Descriptor(), r.Path)
	if err != nil {
		b.problemf(RuleInvalid, rule.Path+".path", "This path does not exist%s: %s", in, sentence(err.Error()))
		return false
	}
	compiled, wrong := compile(environments[kind], r.Expression, this)
	if wrong != nil {
		message := fmt.Sprintf("The expression is not valid%s: %s", in, sentence(wrong.message))
		at, span := b.document.Within(rule.Path+".expression", wrong.offset)
		b.problemAt(at, span, RuleExpression, rule.Path+".expression", message)
		return false
	}
	rule.programs[kind] = program{compiled, path}
	return true
}

// oneLine returns a message as one line without a period.
func oneLine(message string) string {
	return strings.TrimSuffix(strings.Join(strings.Fields(message), " "), ".")
}

// sentence returns a message as one line with a period.
func sentence(message string) string {
	message = oneLine(message)
	if strings.HasSuffix(message, "?") {
		return message
	}
	return message + "."
}

// typeOf returns the type of a field in expressions.
func typeOf(environment *cel.Env, field protoreflect.FieldDescriptor) (*cel.Type, bool) {
	found, ok := environment.CELTypeProvider().FindStructFieldType(string(field.Parent().FullName()), string(field.Name()))
	if !ok {
		return nil, false
	}
	return found.Type, true
}
