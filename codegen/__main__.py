from codegen.generate import generate
from codegen.spec import load
generate(load())
